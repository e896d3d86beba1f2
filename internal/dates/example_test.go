package dates_test

import (
	"fmt"
	"time"

	"github.com/sshblog/sshblog/internal/dates"
)

func ExampleParse() {
	for _, text := range []string{"2021-12-10 09:30 +1000", "10 Dec 2021", "next week"} {
		date, ok := dates.Parse(text, time.UTC)
		fmt.Println(date.Format(time.RFC3339), ok)
	}
	// Output:
	// 2021-12-10T09:30:00+10:00 true
	// 2021-12-10T00:00:00Z true
	// 0001-01-01T00:00:00Z false
}
