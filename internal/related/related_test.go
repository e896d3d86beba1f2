package related_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/loader"
	"github.com/sshblog/sshblog/internal/related"
	"github.com/sshblog/sshblog/internal/test/blogtest"
)

// relatedBlog has four subjects, and posts that have nothing to do with each other, so that words
// and tags can be rare.
func relatedBlog(t testing.TB) *blog.Index {
	t.Helper()
	m := blogtest.Files(
		"_config.yml", "lang: en\n",
		"posts/hive.md", "---\ndate: 2024-01-01\ntags: [Bee Keeping]\ntitle: A new hive\n---\nHow the hive was made.\n",
		"posts/wax.md", "---\ndate: 2024-01-02\ntags: [bee-keeping, candles]\ntitle: Of wax\n---\nWhat wax is for.\n",
		"posts/honey.md", "---\ndate: 2024-01-03\ncategories: [bee keeping]\ntitle: Honey\n---\nSweet.\n",
		"posts/secret.md", "---\ndate: 2024-01-03\nhidden: true\ntags: [bee keeping]\ntitle: A secret hive\n---\nSweet.\n",
		"posts/draft.md", "---\ndraft: true\ntags: [bee keeping]\ntitle: A secret hive\n---\nSweet.\n",
		"posts/ferry.md", "---\ndate: 2024-02-01\ntitle: The ferry to Arranmore\n---\nA ferry crosses when the weather lets it cross.\n",
		"posts/boat.md", "---\ndate: 2024-02-02\ntitle: Arranmore by ferry and bicycle\n---\nThe road goes round the island.\n",
		"posts/蜂蜜.md", "---\ndate: 2024-03-01\nlang: zh\ntitle: 蜂蜜的历史\n---\n很久以前就有蜂蜜了。\n",
		"posts/蜂蜡.md", "---\ndate: 2024-03-02\nlang: zh\ntitle: 关于蜂蜜的历史书\n---\n这本书讲的是蜂蜜。\n",
		"posts/火车.md", "---\ndate: 2024-03-03\nlang: zh\ntitle: 火车\n---\n火车开走了。\n",
		"posts/stone.en.md", "---\ndate: 2024-04-01\ntitle: Carving granite\ntags: [granite]\n---\nChisels.\n",
		"posts/stone.fr.md", "---\ndate: 2024-04-01\ntitle: Tailler le granite\ntags: [granite]\n---\nCiseaux.\n",
		"posts/quarry.md", "---\ndate: 2024-04-02\ntitle: The quarry\ntags: [granite]\n---\nA hole.\n",
	)
	for i, title := range []string{"山", "海边的早晨", "读书", "夜里下雨", "一个人的旅行"} { // so that rare Chinese words are rare
		m[fmt.Sprintf("posts/zh%d.md", i)] = blogtest.Files("x", "---\nlang: zh\ntitle: "+title+"\n---\n"+strings.Repeat(title, 2)+"。\n")["x"]
	}
	for i := 1; i <= 4; i++ {
		m[fmt.Sprintf("posts/part%d.md", i)] = blogtest.Files("x", fmt.Sprintf("---\ndate: 2024-05-0%d\ntitle: Part %d\nseries: Loom\ntags: [weaving]\n---\nThread.\n", i, i))["x"]
	}
	for i := range 24 { // each with words of its own, and all with those that all have
		a, b := string(rune('a'+i)), string(rune('a'+(i+7)%24))
		m["posts/other"+a+".md"] = blogtest.Files("x", fmt.Sprintf("---\ntitle: The %s and the %s\ntags: [all]\n---\nThis is what the %s was for, and how it went.\n",
			strings.Repeat(a, 4), strings.Repeat(b, 5), strings.Repeat(a, 6)))["x"]
	}
	return blogtest.Load(t, m, loader.Options{})
}

func TestRelated(t *testing.T) {
	x := relatedBlog(t)
	x.Prepare()
	for slug, want := range map[string]string{
		// a tag or a category in any spelling; the newer one first where the labels of both are one
		"hive":   "honey wax",
		"wax":    "honey hive",     // no draft, nothing hidden
		"secret": "honey wax hive", // but what is hidden has related posts, it can be read
		"ferry":  "boat",           // words alone
		"boat":   "ferry",
		"蜂蜜":     "蜂蜡", // pairs of characters
		"火车":     "",
		"stone":  "quarry", // not its translation
		"quarry": "stone",
		"part1":  "part4 part3", // not what is beside it in its series
		"part2":  "part4",
		"othera": "", // common words and a tag that most have
	} {
		p, ok := x.Lookup(slug)
		if !ok {
			t.Fatal(slug)
		}
		blogtest.Equal(t, slug, blogtest.Slugs(related.New(x).To(p, 5)), want)
	}
	stone, _ := x.Lookup("stone")
	blogtest.Equal(t, "of a translation", blogtest.Slugs(related.New(x).To(stone.In("fr"), 5)), "quarry")
	secret, _ := x.Lookup("secret")
	blogtest.Equal(t, "at most", blogtest.Slugs(related.New(x).To(secret, 1)), "honey")
	for _, n := range []int{0, -1} {
		blogtest.Equal(t, "none wanted", len(related.New(x).To(secret, n)), 0)
	}
	blogtest.Equal(t, "of nothing", len(related.New(x).To(nil, 5)), 0)
}

func TestRelatedToWhatWas(t *testing.T) {
	x := relatedBlog(t)
	earlier := blogtest.Load(t, blogtest.Files(
		"posts/gone.md", "---\ntags: [Granite]\n---\n", "posts/hive.md", "---\ntags: [granite]\n---\n",
	), loader.Options{})
	gone, _ := earlier.Lookup("gone")
	blogtest.Equal(t, "removed since", blogtest.Slugs(related.New(x).To(gone, 5)), "quarry stone")
	hive, _ := earlier.Lookup("hive")
	blogtest.Equal(t, "changed since", blogtest.Slugs(related.New(x).To(hive, 5)), "honey wax")
}

func TestRelatedInSmallBlogs(t *testing.T) {
	for n := range 4 {
		m := blogtest.Files()
		for i := range n {
			m[fmt.Sprintf("posts/p%d.md", i)] = blogtest.Files("x", "---\ntags: [a]\n---\nBees.\n")["x"]
		}
		x := blogtest.Load(t, m, loader.Options{})
		x.Prepare()
		for _, p := range x.Posts() {
			blogtest.Equal(t, "what all have", blogtest.Slugs(related.New(x).To(p, 5)), "")
		}
	}
}

// TestRelatedHolds is what holds for any blog.
func TestRelatedHolds(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	some := 0
	for range 30 {
		fsys := blogtest.RandomBlog(r, r.IntN(150))
		x, again := blogtest.Load(t, fsys, loader.Options{}), blogtest.Load(t, fsys, loader.Options{})
		for _, p := range x.All() {
			all := related.New(x).To(p, 100)
			some += len(all)
			blogtest.Equal(t, "again", blogtest.Slugs(related.New(again).To(p, 100)), blogtest.Slugs(all))
			if len(all) > 50 {
				t.Errorf("%d posts", len(all))
			}
			blogtest.Equal(t, "the first of all", blogtest.Slugs(related.New(x).To(p, 3)), blogtest.Slugs(all[:min(3, len(all))]))
			series, place := x.SeriesOf(p)
			for i, q := range all {
				at := slices.Index(series.Posts, q)
				if q == p || !slices.Contains(x.Posts(), q) || slices.Contains(all[:i], q) || place >= 0 && at >= 0 && at >= place-1 && at <= place+1 {
					t.Errorf("%s is not to be shown with %s", q.Slug, p.Slug)
				}
			}
		}
	}
	if some == 0 {
		t.Error("no post is like any other")
	}
}

// TestAskedAtOnce is for the race detector.
func TestAskedAtOnce(t *testing.T) {
	x := relatedBlog(t)
	want := blogtest.Slugs(related.New(relatedBlog(t)).To(x.Posts()[0], 5))
	var wait sync.WaitGroup
	for i := range 8 {
		wait.Go(func() {
			if i%4 == 0 {
				x.Prepare()
			}
			blogtest.Equal(t, "related", blogtest.Slugs(related.New(x).To(x.Posts()[0], 5)), want)
			x.SeriesOf(x.Posts()[0])
			for kind := blog.ByTag; kind <= blog.ByYear; kind++ {
				x.Groups(kind)
			}
		})
	}
	wait.Wait()
}
