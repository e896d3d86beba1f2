package catalog

// PlainTexts is what the reader by ear says beside the words of the screens: whole sentences, for
// readers who hear them one after another.
type PlainTexts struct {
	Welcome, Unnamed string // the first with the blog's title
	PostsHere        Count
	Comma, Stop      string // between and behind what is said of a post in a list
	Minutes          Count
	By, Tagged, Part string // with names; with a series, and which part of how many

	Words  SpokenWords // in the text of a post
	Prompt Prompts

	More                     Count
	HelpList, HelpPost       string
	Unknown                  string // with what was typed
	NoNumber                 string // with what was typed, and the greatest number there is
	NoMore                   string
	Beginning, AtEnd         string
	OnlyPage                 string
	AskWords                 string
	Found                    Count
	FoundNothing             string // with the words
	Indexing                 string
	TagsHere                 Count
	NoTags, TagPosts         string // the second with the tag
	LinksHere                Count
	Link                     string // what is said of a link, with its text and where it leads
	NumberedLink             string // the same with its number
	ToPost, ToPlace          string // where a link leads: to a post with its title, to a place in the same post
	ToHeading                string // with the heading of that place
	ToWeb, ToMail, ToFile    string // with the address or the name
	Outside, Nothing         string // of a link that is followed: with where it leads
	InFiles                  string // with the file's name
	HeadingsHere             Count
	NoPost, NoPostBut        string // with what was asked for; and the nearest post there is
	Goodbye, Closing, Enough string
	RestartsSoon             string
	Restarting               string // the last words before the end
	ComeBack                 string // with a command line
}

// SpokenWords stand in the text of a post for what a page shows by signs and by where it stands.
type SpokenWords struct {
	Colon, Comma, Stop string
	Heading, Image     string
	Quote, EndQuote    string
	Code, EndCode      string
	Math, EndMath      string
	Table              Count
	EndTable           string
	Note, EndNote      string // the first with the number of a footnote
	Details            string
	EndOf              string // the end of a remark, with what it is called
	Item, Done, ToDo   string
	Level              string // of what is in another of its kind, with the number
	Break              string // a line between two parts
	Link               string // with "{n}" for the number
	Deleted, EndDelete string
	Added, EndAdd      string
	Super, Sub         string
}

// Prompts are the parts of the sentence that says what can be typed. It has some of them, with
// Comma between them and Last before the last one.
type Prompts struct {
	Type, Last                 string // the first begins the sentence where that is not one of the next six; with it
	Post, Tag, Link, Heading   string // a number is typed for one
	More                       string // Enter is pressed for the next page
	ReadLink                   string // a number is typed for a link that has been read out
	Words, MorePosts           string
	PageBefore, Next, Previous string
	Help                       string
	Leave, List, ListBefore    string // where q leads
	BackToPost, BackToLink     string
	End                        string // of a post, a sentence
	Page                       string // the number of the page and how many there are, a sentence
}

var englishPlain = PlainTexts{
	Welcome: "Welcome to %s.", Unnamed: "Welcome to this blog.",
	PostsHere: Count{"There is %d post here.", "There are %d posts here."},
	Comma:     ", ", Stop: ".",
	Minutes: Count{"%d minute", "%d minutes"},

	By: "by %s", Tagged: "tagged %s", Part: "series %s, part %d of %d",
	Words: SpokenWords{
		Colon: ": ", Comma: ", ", Stop: ".", Heading: "Heading", Image: "Image",
		Quote: "Quotation", EndQuote: "End of quotation", Code: "Code", EndCode: "End of code",
		Math: "Formula", EndMath: "End of formula",
		Table: Count{"Table with %d row", "Table with %d rows"}, EndTable: "End of table",
		Note: "footnote %d", EndNote: "End of footnote", Details: "Details", EndOf: "End of %s",
		Item: "Item", Done: "Done", ToDo: "To do", Level: "level %d", Break: "Section break.", Link: "(link {n})",
		Deleted: "deleted", EndDelete: "end of deletion", Added: "inserted", EndAdd: "end of insertion",
		Super: "superscript", Sub: "subscript",
	},
	Prompt: Prompts{
		Type: "Type %s", Last: ", or ",
		Post: "Type a number to read a post", Tag: "Type a number to list the posts of a tag",
		Link: "Type a number to follow a link", Heading: "Type a number to read on from that heading",
		More: "Press Enter for more", ReadLink: "a number to follow a link",
		Words: "words to search", MorePosts: "m for more posts",
		PageBefore: "b for the page before", Next: "n for the next post", Previous: "p for the previous post",
		Help: "h for help", Leave: "q to leave", List: "q for the list", ListBefore: "q for the list before",
		BackToPost: "q to go back to the post", BackToLink: "q to go back to where the link was",
		End: "This is the end of the post.", Page: "Page %d of %d.",
	},

	More: Count{"There is %d more; type m for it.", "There are %d more; type m for them."},
	HelpList: "You type, and press Enter. A number opens what has that number in the list. Words search all posts; s and words, or a slash " +
		"and words, do the same, also where words alone mean something else. m lists more, tags lists the tags, r says the list again. " +
		"q goes back, and leaves the blog from the first list. Control C leaves at once.",
	HelpPost: "You type, and press Enter. Enter alone reads the next page, b the page before, r this page again. n opens the next post, p the " +
		"previous post. The number of a link that was read out follows that link, and q comes back from there. l lists the links and t " +
		"the headings of this post; then you type a number. s and words, or a slash and words, search all posts. tags lists the tags. " +
		"q goes back to where you came from. Control C leaves at once.",
	Unknown:   "%q cannot be typed here. h says what can.",
	NoNumber:  "There is no number %s here; the last one is %d.",
	NoMore:    "There are no more.",
	Beginning: "This is the beginning of the post.", OnlyPage: "This post has one page.", AtEnd: "There is no more of this post.",
	AskWords: "Type the words to search for, or only Enter to go on without.",
	Found:    Count{"%d post was found.", "%d posts were found."}, FoundNothing: "Nothing was found for %q.",
	Indexing: "The posts are still being read for the search. Please try again in a moment.",
	TagsHere: Count{"There is %d tag.", "There are %d tags."},
	NoTags:   "No post here has a tag.", TagPosts: "These are the posts with the tag %s.",
	LinksHere: Count{"This post has %d link.", "This post has %d links."},
	Link:      "%s, leads to %s", NumberedLink: "Link %d leads to %s",
	ToPost: "the post %s.", ToPlace: "a place in this post.", ToHeading: "the heading %s in this post.",
	ToWeb: "%s", ToMail: "the mail address %s", ToFile: "the file %s",
	Outside: "This link leads out of the blog, to %s",
	Nothing: "There is no post at %s.", InFiles: "This link leads to the file %s, which scp and sftp fetch.",
	HeadingsHere: Count{"This post has %d heading.", "This post has %d headings."},
	NoPost:       "There is no post %q.", NoPostBut: "There is no post %q. Did you mean %s?",
	Goodbye: "Goodbye.", Closing: "The reader is closing. Goodbye.", Enough: "That is more than can be typed in one visit. Goodbye.",
	RestartsSoon: "The blog restarts soon; you can read on until then.", Restarting: "The blog restarts. Goodbye.",
	ComeBack: "To come back here, type: %s",
}

var germanPlain = PlainTexts{
	Welcome: "Willkommen bei %s.", Unnamed: "Willkommen in diesem Blog.",
	PostsHere: Count{"Hier ist %d Beitrag.", "Hier sind %d Beiträge."},
	Comma:     ", ", Stop: ".",
	Minutes: Count{"%d Minute", "%d Minuten"},

	By: "von %s", Tagged: "Schlagworte %s", Part: "Reihe %s, Teil %d von %d",
	Words: SpokenWords{
		Colon: ": ", Comma: ", ", Stop: ".", Heading: "Überschrift", Image: "Bild",
		Quote: "Zitat", EndQuote: "Ende des Zitats", Code: "Code", EndCode: "Ende des Codes",
		Math: "Formel", EndMath: "Ende der Formel",
		Table: Count{"Tabelle mit %d Zeile", "Tabelle mit %d Zeilen"}, EndTable: "Ende der Tabelle",
		Note: "Fußnote %d", EndNote: "Ende der Fußnote", Details: "Einzelheiten", EndOf: "Ende: %s",
		Item: "Punkt", Done: "Erledigt", ToDo: "Zu tun", Level: "Ebene %d", Break: "Neuer Abschnitt.", Link: "(Link {n})",
		Deleted: "gestrichen", EndDelete: "Ende des Gestrichenen", Added: "eingefügt", EndAdd: "Ende des Eingefügten",
		Super: "hoch", Sub: "tief",
	},
	Prompt: Prompts{
		Type: "%s", Last: ", ",
		Post: "Eine Zahl liest einen Beitrag", Tag: "Eine Zahl nennt die Beiträge eines Schlagworts",
		Link: "Eine Zahl folgt einem Link", Heading: "Eine Zahl liest ab dieser Überschrift weiter",
		More: "Die Eingabetaste liest weiter", ReadLink: "eine Zahl folgt einem Link",
		Words: "Wörter suchen", MorePosts: "m nennt weitere Beiträge",
		PageBefore: "b liest die Seite davor", Next: "n öffnet den nächsten Beitrag", Previous: "p öffnet den vorigen Beitrag",
		Help: "h gibt Hilfe", Leave: "q verlässt das Blog", List: "q führt zur Liste", ListBefore: "q führt zur Liste davor",
		BackToPost: "q führt zurück zum Beitrag", BackToLink: "q führt zurück zur Stelle des Links",
		End: "Das ist das Ende des Beitrags.", Page: "Seite %d von %d.",
	},

	More: Count{"Es gibt %d weiteren Eintrag; m nennt ihn.", "Es gibt %d weitere Einträge; m nennt sie."},
	HelpList: "Jede Eingabe endet mit der Eingabetaste. Eine Zahl öffnet, was in der Liste diese Zahl hat. Wörter suchen in allen Beiträgen; s " +
		"und Wörter, oder ein Schrägstrich und Wörter, tun das überall. m nennt weitere, tags die Schlagwörter, r die Liste noch " +
		"einmal. q führt zurück und verlässt das Blog aus der ersten Liste. Steuerung C verlässt es sofort.",
	HelpPost: "Jede Eingabe endet mit der Eingabetaste. Sie allein liest die nächste Seite, b die Seite davor, r diese Seite noch einmal. n öffnet " +
		"den nächsten Beitrag, p den vorigen. Die Zahl eines Links, der vorgelesen wurde, folgt ihm, und q kommt von dort zurück. l nennt " +
		"die Links und t die Überschriften dieses Beitrags; darauf folgt eine Zahl. s und Wörter, oder ein Schrägstrich und Wörter, " +
		"suchen in allen Beiträgen. tags nennt die Schlagwörter. q führt dahin zurück, woher man kam. Steuerung C verlässt das Blog sofort.",
	Unknown:   "%q bedeutet hier nichts. h sagt, was etwas bedeutet.",
	NoNumber:  "Die Zahl %s gibt es hier nicht; die letzte ist %d.",
	NoMore:    "Mehr gibt es nicht.",
	Beginning: "Das ist der Anfang des Beitrags.", OnlyPage: "Dieser Beitrag hat eine Seite.", AtEnd: "Mehr steht nicht in diesem Beitrag.",
	AskWords: "Bitte die Wörter eingeben, nach denen gesucht wird, oder nur die Eingabetaste, um ohne weiterzumachen.",
	Found:    Count{"%d Beitrag gefunden.", "%d Beiträge gefunden."}, FoundNothing: "Nichts gefunden zu %q.",
	Indexing: "Die Beiträge werden für die Suche noch gelesen. Bitte gleich noch einmal versuchen.",
	TagsHere: Count{"Es gibt %d Schlagwort.", "Es gibt %d Schlagwörter."},
	NoTags:   "Kein Beitrag hat hier ein Schlagwort.", TagPosts: "Das sind die Beiträge zum Schlagwort %s.",
	LinksHere: Count{"Dieser Beitrag hat %d Link.", "Dieser Beitrag hat %d Links."},
	Link:      "%s, führt zu %s", NumberedLink: "Link %d führt zu %s",
	ToPost: "dem Beitrag %s.", ToPlace: "einer Stelle in diesem Beitrag.", ToHeading: "der Überschrift %s in diesem Beitrag.",
	ToWeb: "%s", ToMail: "der Mailadresse %s", ToFile: "der Datei %s",
	Outside: "Dieser Link führt aus dem Blog hinaus, zu %s",
	Nothing: "An %s ist kein Beitrag.", InFiles: "Dieser Link führt zu der Datei %s, die scp und sftp holen.",
	HeadingsHere: Count{"Dieser Beitrag hat %d Überschrift.", "Dieser Beitrag hat %d Überschriften."},
	NoPost:       "Es gibt keinen Beitrag %q.", NoPostBut: "Es gibt keinen Beitrag %q. War %s gemeint?",
	Goodbye: "Auf Wiedersehen.", Closing: "Das Programm schließt. Auf Wiedersehen.",
	Enough:       "Mehr kann in einem Besuch nicht eingegeben werden. Auf Wiedersehen.",
	RestartsSoon: "Das Blog startet bald neu; bis dahin kann man weiterlesen.", Restarting: "Das Blog startet neu. Auf Wiedersehen.",
	ComeBack: "Hierher zurück führt: %s",
}

var chinesePlain = PlainTexts{
	Welcome: "欢迎来到 %s。", Unnamed: "欢迎来到这个博客。",
	PostsHere: Count{"这里有 %d 篇文章。", "这里有 %d 篇文章。"},
	Comma:     "，", Stop: "。",
	Minutes: Count{"%d 分钟", "%d 分钟"},

	By: "作者 %s", Tagged: "标签 %s", Part: "系列 %s，第 %d 部分，共 %d 部分",
	Words: SpokenWords{
		Colon: "：", Comma: "，", Stop: "。", Heading: "标题", Image: "图片",
		Quote: "引文", EndQuote: "引文结束", Code: "代码", EndCode: "代码结束",
		Math: "公式", EndMath: "公式结束",
		Table: Count{"表格，%d 行", "表格，%d 行"}, EndTable: "表格结束",
		Note: "脚注 %d", EndNote: "脚注结束", Details: "详情", EndOf: "%s结束",
		Item: "项目", Done: "已完成", ToDo: "待办", Level: "第 %d 层", Break: "分隔。", Link: "（链接 {n}）",
		Deleted: "删除", EndDelete: "删除结束", Added: "插入", EndAdd: "插入结束",
		Super: "上标", Sub: "下标",
	},
	Prompt: Prompts{
		Type: "%s", Last: "，",
		Post: "输入编号阅读文章", Tag: "输入编号列出该标签的文章",
		Link: "输入编号打开链接", Heading: "输入编号从该标题读起",
		More: "按回车继续", ReadLink: "输入编号打开链接",
		Words: "输入词语搜索", MorePosts: "m 列出更多文章",
		PageBefore: "b 读上一页", Next: "n 读下一篇", Previous: "p 读上一篇",
		Help: "h 为帮助", Leave: "q 离开", List: "q 回到列表", ListBefore: "q 回到上一个列表",
		BackToPost: "q 回到文章", BackToLink: "q 回到链接所在处",
		End: "文章到此结束。", Page: "第 %d 页，共 %d 页。",
	},

	More: Count{"还有 %d 项，输入 m 列出。", "还有 %d 项，输入 m 列出。"},
	HelpList: "输入后按回车。编号打开列表中的该项。词语搜索所有文章；s 加词语或斜杠加词语在任何地方都可搜索。" +
		"m 列出更多，tags 列出标签，r 重复列表。q 返回，在第一个列表中则离开博客。Ctrl 加 C 立即离开。",
	HelpPost: "输入后按回车。只按回车读下一页，b 读上一页，r 重读本页。n 读下一篇文章，p 读上一篇。" +
		"输入读到的链接编号即打开该链接，q 从那里返回。l 列出本文的链接，t 列出标题，然后输入编号。" +
		"s 加词语或斜杠加词语搜索所有文章。tags 列出标签。q 返回来处。Ctrl 加 C 立即离开。",
	Unknown:   "这里不能输入 %q。h 说明可以输入什么。",
	NoNumber:  "这里没有编号 %s，最后一个是 %d。",
	NoMore:    "没有更多了。",
	Beginning: "这是文章的开头。", OnlyPage: "这篇文章只有一页。", AtEnd: "文章没有更多内容了。",
	AskWords: "请输入要搜索的词语，只按回车则继续。",
	Found:    Count{"找到 %d 篇文章。", "找到 %d 篇文章。"}, FoundNothing: "没有找到 %q。",
	Indexing: "正在为搜索读取文章，请稍后再试。",
	TagsHere: Count{"共有 %d 个标签。", "共有 %d 个标签。"},
	NoTags:   "这里的文章都没有标签。", TagPosts: "标签 %s 的文章如下。",
	LinksHere: Count{"这篇文章有 %d 个链接。", "这篇文章有 %d 个链接。"},
	Link:      "%s，指向%s", NumberedLink: "链接 %d 指向%s",
	ToPost: "文章 %s。", ToPlace: "本文中的一处。", ToHeading: "本文中的标题 %s。",
	ToWeb: " %s", ToMail: "邮件地址 %s", ToFile: "文件 %s",
	Outside: "这个链接指向博客之外：%s",
	Nothing: "%s 处没有文章。", InFiles: "这个链接指向文件 %s，可用 scp 和 sftp 取得。",
	HeadingsHere: Count{"这篇文章有 %d 个标题。", "这篇文章有 %d 个标题。"},
	NoPost:       "没有文章 %q。", NoPostBut: "没有文章 %q。您要找的是 %s 吗？",
	Goodbye: "再见。", Closing: "阅读器即将关闭。再见。", Enough: "一次访问中输入的内容太多了。再见。",
	RestartsSoon: "博客即将重启，在此之前可以继续阅读。", Restarting: "博客正在重启。再见。",
	ComeBack: "要回到这里，请输入：%s",
}
