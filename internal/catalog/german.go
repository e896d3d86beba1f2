package catalog

// German returns the texts in German.
func German() *Texts { return &german }

var german = Texts{
	Lang:     "de",
	DateForm: "{d}. {month} {y}",
	Months: [12]string{
		"Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember",
	},
	DayForm: "{d}. {month}",
	ShortMonths: [12]string{
		"Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sep.", "Okt.", "Nov.", "Dez.",
	},
	Minutes: Count{"%d Min.", "%d Min."}, MinutesLeft: Count{"noch %d Min.", "noch %d Min."},
	Updated:   "überarbeitet am %s",
	Part:      "%s, Teil %d von %d",
	EmptyPost: "Dieser Beitrag hat keinen Text.",

	Blog: "Blog", Page: "Seite", PagesRule: "Seiten",
	Posts: Count{"%d Beitrag", "%d Beiträge"}, Pages: Count{"%d Seite", "%d Seiten"},
	Comma:    ", ",
	Of:       "%d von %d",
	Looking:  "Wird gesucht ...",
	NoTitle:  "Kein Titel oder Schlagwort passt. Esc hebt den Filter auf.",
	NoPosts:  "Noch keine Beiträge. Der erste erscheint hier von selbst.",
	TooSmall: "Bitte das Fenster größer machen: 20x8 genügt.", Leaves: "q beendet.",

	NextPart: "nächster Teil", PreviousPart: "voriger Teil",
	Related: "Verwandtes",
	All:     "alles", End: "Ende", Top: "Anfang",
	Sent: "an die Zwischenablage gesandt, wenn Ihr Terminal es erlaubt", SelectIt: "hier gibt es keine Zwischenablage: bitte markieren", AnyKey: "jede Taste führt zurück",
	YouLeft: "Zuletzt gelesen: „%s“.", BackBy: "Zurück: %s",

	ThemesTitle: "Farben", MadeForDark: "auf dunklem Blatt", MadeForLight: "auf hellem Blatt",
	ThemeSample: "## Eine Überschrift\n\nText mit *Betonung* und **Nachdruck**, [ein Link](https://example.com), `Code` und <mark>etwas Markiertes</mark>.\n\n- eins\n- und zwei\n\n> Jemand hat es gesagt.\n\n```go\nprint(\"hallo\", 42) // bemerkt\n```",
	KeepTheme:   "Für immer, in ~/.ssh/config:", Keep: "behalten",
	Themes: map[string]string{
		"auto": "wie das Terminal", "light": "für hellen Grund", "dark": "für dunklen Grund", "contrast": "hoher Kontrast", "terminal": "die eigenen Farben",
		"paper": "ein warmes Blatt", "night": "eine blaue Nacht",
	},
	Contents:  "Inhalt",
	Links:     "Verweise",
	Code:      "Code",
	CodeLines: Count{"%d Zeile Code", "%d Zeilen Code"},
	GoThere:   "dorthin", Close: "zu", Follow: "folgen", Copy: "kopieren",
	FetchPictures: Count{"%d Bild holen:", "%d Bilder holen:"},
	BackTo:        "zurück zu %s", Results: "den Treffern",

	Search: "Suche", SearchHint: `Wörter, "eine Wendung", tag:x, author:x, year:2024`,
	Hits: Count{"%d Treffer", "%d Treffer"}, BestHits: "die besten %d Treffer", NoHits: "Nichts gefunden.", Indexing: "Die Beiträge werden für die Suche noch gelesen ...",
	Browse: "Stöbern", Tags: "Schlagwörter", Categories: "Kategorien", Series: "Reihen", Authors: "Autoren", Years: "Jahre",
	NothingToBrowse: "Hier gibt es keine Schlagwörter, Kategorien, Reihen oder Jahre.",
	ShowGroup:       "Beiträge", NextKind: "weiter",
	MoreBelow: "unten mehr", Keys: "Tasten",

	Groups: Groups{
		Move: "Bewegen", Read: "Lesen", Find: "Finden", Follow: "Folgen und kopieren", Look: "Aussehen", Filter: "Die Liste filtern", Else: "Hilfe und hinaus",
	},
	Notices: Notices{
		NewPost:         "Ein neuer Beitrag ist da: %s",
		NewPosts:        Count{"%d neuer Beitrag ist da.", "%d neue Beiträge sind da."},
		NoSuchPost:      "Es gibt keinen Beitrag %q.",
		DidMean:         "Es gibt kein %q. War %s gemeint? Enter liest es.",
		Changed:         "Der Beitrag ist geändert; r zeigt ihn.",
		Gone:            "Der Beitrag ist fort; weiter lesbar.",
		CannotShow:      "Das lässt sich gerade nicht zeigen.",
		NoHeadingNamed:  "Es gibt hier keine Überschrift %q.",
		LastPost:        "Der letzte Beitrag.",
		FirstPost:       "Der erste Beitrag.",
		NotInPost:       "%q steht nicht in diesem Beitrag.",
		NoMatches:       "Nichts ist markiert; / findet Wörter.",
		PostGone:        "Diesen Beitrag gibt es nicht mehr.",
		NoWebAddress:    "Der Beitrag hat keine Webadresse.",
		NoCommand:       "Der Beitrag hat keinen Befehl.",
		Wait:            "Einen Moment ...",
		NothingAhead:    "Weiter vorn ist nichts.",
		TextWidth:       "Text mit %d Spalten.",
		WidestText:      "Text so breit wie das Fenster.",
		FocusMode:       "Nur der Text; z zeigt den Rest.",
		Theme:           "Farben: %s",
		NoColours:       "Dieses Terminal zeigt keine Farben.",
		MouseOn:         "Maus an; m gibt sie dem Terminal.",
		MouseOff:        "Maus aus.",
		NoHeadings:      "Hier gibt es keine Überschriften.",
		NoHeadingBelow:  "Weiter unten ist keine Überschrift.",
		NoHeadingUp:     "Weiter oben ist keine Überschrift.",
		NoLinks:         "Dieser Beitrag hat keine Verweise.",
		NoLinkHere:      "Diese Anmerkung hat keine Verweise.",
		NoCode:          "Dieser Beitrag hat keinen Code.",
		TooLong:         "Zu viel für die Zwischenablage.",
		Note:            "Anmerkung %d",
		NoSuchKey:       "Diese Taste tut hier nichts; ? hilft.",
		NoSuchKeyTyping: "Diese Taste tut hier nichts.",
		LastLink:        "Wieder vom Ende an.",
		FirstLink:       "Wieder von vorn.",
		NoSearch:        "Hier gibt es keine Suche.",
	},
	Plain: germanPlain,
	KeyMap: KeyTexts{
		Up: Key{"hinauf", "eine Zeile hinauf"}, Down: Key{"hinab", "eine Zeile hinab"},
		PageUp: Key{"Seite hinauf", "eine Seite hinauf"}, PageDown: Key{"blättern", "eine Seite hinab"},
		HalfUp: Key{"halb hinauf", "eine halbe Seite hinauf"}, HalfDown: Key{"halb hinab", "eine halbe Seite hinab"},
		Top: Key{"Anfang", "zum Anfang"}, Bottom: Key{"Ende", "zum Ende"},

		Open: Key{"lesen", "den gewählten Beitrag lesen"}, Back: Key{"zurück", "einen Schritt zurück"},
		Next: Key{"nächster", "nächster Beitrag"}, Previous: Key{"voriger", "voriger Beitrag"},
		Reload: Key{"neu laden", "den neuen Text zeigen"},
		Right:  Key{"Code rechts", "breiten Code nach rechts"}, Left: Key{"Code links", "breiten Code nach links"},

		Contents:    Key{"Inhalt", "die Überschriften"},
		NextHeading: Key{"Abschnitt", "nächste Überschrift"}, PreviousHeading: Key{"Abschnitt", "vorige Überschrift"},

		Find: Key{"finden", "in diesem Beitrag finden"}, NextMatch: Key{
			"weiter",
			"nächster Treffer",
		}, PreviousMatch: Key{"zurück", "voriger Treffer"},
		Search: Key{"suchen", "in allen Beiträgen suchen"}, Browse: Key{"stöbern", "Schlagwörter, Reihen, Jahre"},

		NextLink: Key{"Verweis", "zum nächsten Verweis oder Text"}, PreviousLink: Key{"Verweis", "voriger Verweis"},
		Return: Key{"zurück", "woher man kam"}, Forward: Key{"vor", "und wieder vor"},
		Links:       Key{"Verweise", "alle Verweise"},
		CopyCommand: Key{"kopieren", "den Befehl kopieren"}, CopyAddress: Key{"kopieren", "die Webadresse kopieren"},
		CopyCode: Key{"Code", "Code kopieren"},

		Theme: Key{"Farben", "andere Farben wählen"}, TextWidth: Key{"Breite", "die Breite des Textes"},
		FocusMode: Key{"nur Text", "nichts als der Text"}, Mouse: Key{"Maus", "die Maus, an und aus"},

		Filter: Key{"filtern", "nach Titel und Schlagwort"}, Clear: Key{
			"löschen",
			"das Getippte löschen",
		}, Accept: Key{"lesen", "den gewählten Beitrag lesen"},
		Help: Key{"Hilfe", "diese Hilfe, an und aus"}, Redraw: Key{"neu zeichnen", "alles neu zeichnen"}, Quit: Key{
			"Schluss",
			"den Blog verlassen",
		}, Interrupt: Key{"Schluss", "sofort hinaus"},
	},
}
