package catalog

// German returns the texts in German.
func German() *Texts { return &english }

// Chinese returns the texts in Chinese.
func Chinese() *Texts { return &english }
