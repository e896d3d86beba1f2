package catalog

// PlainTexts is what the reader by ear says beside the words of the screens: whole sentences, for
// readers who hear them one after another.
type PlainTexts struct {
	Welcome, Unnamed string // the first with the blog's title
	PostsHere        Count
	Comma, Stop      string // between and behind what is said of a post in a list
	Minutes          Count
	Heading, Image   string // before the text of one
	Quote            string // before a quotation

	List, ListMore           string // what can be typed in the list of posts, at its end and before
	Menu, Tags               string // the same in a list of hits or of one tag's posts, and in that of all tags
	Links, Headings          string
	Page, End                string // the same in a post; with the number of the page and how many there are
	More                     Count
	HelpList, HelpPost       string
	Unknown                  string // with what was typed
	NoNumber                 string // with what was typed, and the greatest number there is
	NoMore                   string
	Beginning, AtEnd         string
	AskWords                 string
	Found                    Count
	FoundNothing             string // with the words
	Indexing                 string
	TagsHere                 Count
	NoTags, TagPosts         string // the second with the tag
	LinksHere                Count
	ToPost, ToPlace, ToWeb   string // where a link leads: with its text, and the post's title or the address
	Outside                  string // with the address
	HeadingsHere             Count
	NoPost, NoPostBut        string // with what was asked for; and the nearest post there is
	Goodbye, Closing, Enough string
}

var englishPlain = PlainTexts{
	Welcome: "Welcome to %s.", Unnamed: "Welcome to this blog.",
	PostsHere: Count{"There is %d post here.", "There are %d posts here."},
	Comma:     ", ", Stop: ".",
	Minutes: Count{"%d minute", "%d minutes"},
	Heading: "Heading:", Image: "Image:", Quote: "Quote:",

	List:     "Type a number to read a post, words to search, h for help, or q to leave.",
	ListMore: "Type a number to read a post, words to search, m for more posts, h for help, or q to leave.",
	Menu:     "Type a number to read a post, words to search, h for help, or q for the list before.",
	Tags:     "Type a number to list the posts of a tag, h for help, or q for the list of posts.",
	Links:    "Type a number to follow a link, or q to go back to the post.",
	Headings: "Type a number to read on from that heading, or q to go back to the post.",
	Page:     "Press Enter for more, b for the page before, h for help, or q for the list. Page %d of %d.",
	End: "This is the end of the post. Type n for the next post, p for the post before, b for the page before, h for help, or q for " +
		"the list. Page %d of %d.",
	More: Count{"There is %d more; type m for it.", "There are %d more; type m for them."},
	HelpList: "You type, and press Enter. A number opens what has that number in the list. Words search all posts; s and words, or a slash " +
		"and words, do the same, also where words alone mean something else. m lists more, tags lists the tags, r says the list again. " +
		"q goes back, and leaves the blog from the first list. Control C leaves at once.",
	HelpPost: "You type, and press Enter. Enter alone reads the next page, b the page before, r this page again. n opens the next post, p the " +
		"post before. l lists the links and t the headings of this post; then you type a number. s and words, or a slash and words, search " +
		"all posts. tags lists the tags. q goes back to the list. Control C leaves at once.",
	Unknown:   "%q cannot be typed here. h says what can.",
	NoNumber:  "There is no number %s here; the last one is %d.",
	NoMore:    "There are no more.",
	Beginning: "This is the beginning of the post.", AtEnd: "There is no more of this post.",
	AskWords: "Type the words to search for, or only Enter to go on without.",
	Found:    Count{"%d post was found.", "%d posts were found."}, FoundNothing: "Nothing was found for %q.",
	Indexing: "The posts are still being read for the search. Please try again in a moment.",
	TagsHere: Count{"There is %d tag.", "There are %d tags."},
	NoTags:   "No post here has a tag.", TagPosts: "These are the posts with the tag %s.",
	LinksHere: Count{"This post has %d link.", "This post has %d links."},
	ToPost:    "%s, leads to the post %s.", ToPlace: "%s, leads to a place in this post.", ToWeb: "%s, leads to %s",
	Outside:      "This link leads out of the blog, to %s",
	HeadingsHere: Count{"This post has %d heading.", "This post has %d headings."},
	NoPost:       "There is no post %q.", NoPostBut: "There is no post %q. Did you mean %s?",
	Goodbye: "Goodbye.", Closing: "The reader is closing. Goodbye.", Enough: "That is more than can be typed in one visit. Goodbye.",
}

var germanPlain = PlainTexts{
	Welcome: "Willkommen bei %s.", Unnamed: "Willkommen in diesem Blog.",
	PostsHere: Count{"Hier ist %d Beitrag.", "Hier sind %d Beiträge."},
	Comma:     ", ", Stop: ".",
	Minutes: Count{"%d Minute", "%d Minuten"},
	Heading: "Überschrift:", Image: "Bild:", Quote: "Zitat:",

	List:     "Eine Zahl liest einen Beitrag, Wörter suchen, h gibt Hilfe, q verlässt das Blog.",
	ListMore: "Eine Zahl liest einen Beitrag, Wörter suchen, m nennt weitere Beiträge, h gibt Hilfe, q verlässt das Blog.",
	Menu:     "Eine Zahl liest einen Beitrag, Wörter suchen, h gibt Hilfe, q führt zur Liste davor.",
	Tags:     "Eine Zahl nennt die Beiträge eines Schlagworts, h gibt Hilfe, q führt zur Liste der Beiträge.",
	Links:    "Eine Zahl folgt einem Link, q führt zurück zum Beitrag.",
	Headings: "Eine Zahl liest ab dieser Überschrift weiter, q führt zurück zum Beitrag.",
	Page:     "Die Eingabetaste liest weiter, b die Seite davor, h gibt Hilfe, q führt zur Liste. Seite %d von %d.",
	End: "Das ist das Ende des Beitrags. n öffnet den nächsten Beitrag, p den davor, b liest die Seite davor, h gibt Hilfe, q führt zur " +
		"Liste. Seite %d von %d.",
	More: Count{"Es gibt %d weiteren Eintrag; m nennt ihn.", "Es gibt %d weitere Einträge; m nennt sie."},
	HelpList: "Jede Eingabe endet mit der Eingabetaste. Eine Zahl öffnet, was in der Liste diese Zahl hat. Wörter suchen in allen Beiträgen; s " +
		"und Wörter, oder ein Schrägstrich und Wörter, tun das überall. m nennt weitere, tags die Schlagwörter, r die Liste noch " +
		"einmal. q führt zurück und verlässt das Blog aus der ersten Liste. Steuerung C verlässt es sofort.",
	HelpPost: "Jede Eingabe endet mit der Eingabetaste. Sie allein liest die nächste Seite, b die Seite davor, r diese Seite noch einmal. n öffnet " +
		"den nächsten Beitrag, p den davor. l nennt die Links und t die Überschriften dieses Beitrags; darauf folgt eine Zahl. s " +
		"und Wörter, oder ein Schrägstrich und Wörter, suchen in allen Beiträgen. tags nennt die Schlagwörter. q führt zurück zur " +
		"Liste. Steuerung C verlässt das Blog sofort.",
	Unknown:   "%q bedeutet hier nichts. h sagt, was etwas bedeutet.",
	NoNumber:  "Die Zahl %s gibt es hier nicht; die letzte ist %d.",
	NoMore:    "Mehr gibt es nicht.",
	Beginning: "Das ist der Anfang des Beitrags.", AtEnd: "Mehr steht nicht in diesem Beitrag.",
	AskWords: "Bitte die Wörter eingeben, nach denen gesucht wird, oder nur die Eingabetaste, um ohne weiterzumachen.",
	Found:    Count{"%d Beitrag gefunden.", "%d Beiträge gefunden."}, FoundNothing: "Nichts gefunden zu %q.",
	Indexing: "Die Beiträge werden für die Suche noch gelesen. Bitte gleich noch einmal versuchen.",
	TagsHere: Count{"Es gibt %d Schlagwort.", "Es gibt %d Schlagwörter."},
	NoTags:   "Kein Beitrag hat hier ein Schlagwort.", TagPosts: "Das sind die Beiträge zum Schlagwort %s.",
	LinksHere: Count{"Dieser Beitrag hat %d Link.", "Dieser Beitrag hat %d Links."},
	ToPost:    "%s, führt zum Beitrag %s.", ToPlace: "%s, führt zu einer Stelle in diesem Beitrag.", ToWeb: "%s, führt zu %s",
	Outside:      "Dieser Link führt aus dem Blog hinaus, zu %s",
	HeadingsHere: Count{"Dieser Beitrag hat %d Überschrift.", "Dieser Beitrag hat %d Überschriften."},
	NoPost:       "Es gibt keinen Beitrag %q.", NoPostBut: "Es gibt keinen Beitrag %q. War %s gemeint?",
	Goodbye: "Auf Wiedersehen.", Closing: "Das Programm schließt. Auf Wiedersehen.",
	Enough: "Mehr kann in einem Besuch nicht eingegeben werden. Auf Wiedersehen.",
}

var chinesePlain = PlainTexts{
	Welcome: "欢迎来到 %s。", Unnamed: "欢迎来到这个博客。",
	PostsHere: Count{"这里有 %d 篇文章。", "这里有 %d 篇文章。"},
	Comma:     "，", Stop: "。",
	Minutes: Count{"%d 分钟", "%d 分钟"},
	Heading: "标题：", Image: "图片：", Quote: "引文：",

	List:     "输入编号阅读文章，输入词语搜索，h 为帮助，q 离开。",
	ListMore: "输入编号阅读文章，输入词语搜索，m 列出更多文章，h 为帮助，q 离开。",
	Menu:     "输入编号阅读文章，输入词语搜索，h 为帮助，q 回到上一个列表。",
	Tags:     "输入编号列出该标签的文章，h 为帮助，q 回到文章列表。",
	Links:    "输入编号打开链接，q 回到文章。",
	Headings: "输入编号从该标题读起，q 回到文章。",
	Page:     "按回车继续，b 读上一页，h 为帮助，q 回到列表。第 %d 页，共 %d 页。",
	End:      "文章到此结束。n 读下一篇，p 读上一篇，b 读上一页，h 为帮助，q 回到列表。第 %d 页，共 %d 页。",
	More:     Count{"还有 %d 项，输入 m 列出。", "还有 %d 项，输入 m 列出。"},
	HelpList: "输入后按回车。编号打开列表中的该项。词语搜索所有文章；s 加词语或斜杠加词语在任何地方都可搜索。" +
		"m 列出更多，tags 列出标签，r 重复列表。q 返回，在第一个列表中则离开博客。Ctrl 加 C 立即离开。",
	HelpPost: "输入后按回车。只按回车读下一页，b 读上一页，r 重读本页。n 读下一篇文章，p 读上一篇。" +
		"l 列出本文的链接，t 列出标题，然后输入编号。s 加词语或斜杠加词语搜索所有文章。" +
		"tags 列出标签。q 回到列表。Ctrl 加 C 立即离开。",
	Unknown:   "这里不能输入 %q。h 说明可以输入什么。",
	NoNumber:  "这里没有编号 %s，最后一个是 %d。",
	NoMore:    "没有更多了。",
	Beginning: "这是文章的开头。", AtEnd: "文章没有更多内容了。",
	AskWords: "请输入要搜索的词语，只按回车则继续。",
	Found:    Count{"找到 %d 篇文章。", "找到 %d 篇文章。"}, FoundNothing: "没有找到 %q。",
	Indexing: "正在为搜索读取文章，请稍后再试。",
	TagsHere: Count{"共有 %d 个标签。", "共有 %d 个标签。"},
	NoTags:   "这里的文章都没有标签。", TagPosts: "标签 %s 的文章如下。",
	LinksHere: Count{"这篇文章有 %d 个链接。", "这篇文章有 %d 个链接。"},
	ToPost:    "%s，指向文章 %s。", ToPlace: "%s，指向本文中的一处。", ToWeb: "%s，指向 %s",
	Outside:      "这个链接指向博客之外：%s",
	HeadingsHere: Count{"这篇文章有 %d 个标题。", "这篇文章有 %d 个标题。"},
	NoPost:       "没有文章 %q。", NoPostBut: "没有文章 %q。您要找的是 %s 吗？",
	Goodbye: "再见。", Closing: "阅读器即将关闭。再见。", Enough: "一次访问中输入的内容太多了。再见。",
}
