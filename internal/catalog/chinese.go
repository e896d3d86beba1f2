package catalog

// Chinese returns the texts in simplified Chinese.
func Chinese() *Texts { return &chinese }

var chinese = Texts{
	Lang:     "zh",
	DateForm: "{y}年{month}{d}日",
	Months:   [12]string{"1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月", "12月"},
	DayForm:  "{month}{d}日",
	ShortMonths: [12]string{
		"1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月", "12月",
	},
	Minutes: Count{"%d 分钟", "%d 分钟"}, MinutesLeft: Count{"剩 %d 分钟", "剩 %d 分钟"},
	Updated:   "更新于 %s",
	Part:      "%s，第 %d 篇，共 %d 篇",
	EmptyPost: "这篇文章没有正文。",

	Blog: "博客", Page: "页面", PagesRule: "页面",
	Posts: Count{"%d 篇文章", "%d 篇文章"}, Pages: Count{"%d 个页面", "%d 个页面"},
	Comma:    "，",
	Of:       "%d / %d",
	Looking:  "正在查找 ...",
	NoTitle:  "没有匹配的标题或标签。按 Esc 取消筛选。",
	NoPosts:  "还没有文章。第一篇会自动出现在这里。",
	NewPost:  "有新文章：%s",
	NewPosts: Count{"有 %d 篇新文章。", "有 %d 篇新文章。"},
	TooSmall: "请放大窗口：20x8 即可。", Leaves: "q 退出。",
	NoSuchPost: "没有文章 %q。", DidMean: "没有 %q。是不是 %s？按 Enter 阅读。",

	Changed:        "这篇文章已更新。按 r 显示新内容。",
	Gone:           "这篇文章已被撤下；您仍可读完。",
	CannotShow:     "暂时无法显示这篇文章。",
	NoHeadingNamed: "这里没有标题 %q。",
	Older:          "较旧", Newer: "较新",
	NextPart: "下一篇", PreviousPart: "上一篇",
	Related:  "相关文章",
	LastPost: "已是最后一篇。", FirstPost: "已是第一篇。",
	All: "全部", End: "结尾", Top: "开头",
	NotInPost: "文中没有 %q。",
	NoMatches: "没有标记。按 / 在文中查找。",
	PostGone:  "那篇文章已不在了。",
	Sent:      "已发送到剪贴板（如果终端允许）", SelectIt: "此终端没有剪贴板：请用鼠标选择", AnyKey: "按任意键返回",
	YouLeft: "您读到了“%s”。", BackBy: "回来：%s",

	NoWebAddress: "这篇文章没有网页地址。", NoCommand: "这篇文章没有对应的命令。",
	Wait:         "请稍候 ...",
	NothingAhead: "前面没有了。",
	TextWidth:    "正文宽 %d 列。", WidestText: "正文与窗口同宽。",
	FocusMode:   "只显示正文。按 z 恢复。",
	Theme:       "主题：%s",
	ThemesTitle: "主题", MadeForDark: "自带深色背景", MadeForLight: "自带浅色背景",
	ThemeSample: "## 标题\n\n正文里有*强调*和**重点**、[链接](https://example.com)、`代码`和<mark>标记</mark>。\n\n- 一\n- 二\n\n> 有人这样说。\n\n```go\nprint(\"你好\", 42) // 注释\n```",
	KeepTheme:   "要保留它，请写入 ~/.ssh/config：", Keep: "保留",
	Themes: map[string]string{
		"auto": "跟随终端", "light": "适合浅色背景", "dark": "适合深色背景", "contrast": "高对比度", "terminal": "终端自己的颜色",
		"paper": "温暖的纸", "night": "蓝色的夜",
	},
	MouseOn:  "鼠标已开启：滚轮和点击。按 m 交还给终端。",
	MouseOff: "鼠标已关闭。",
	Contents: "目录", NoHeadings: "这篇文章没有标题。",
	NoHeadingBelow: "下面没有标题了。", NoHeadingUp: "上面没有标题了。",
	Links: "链接", NoLinks: "这篇文章没有链接。", NoLinkHere: "此注释没有链接。",
	Code: "代码", NoCode: "这篇文章没有代码。",
	CodeLines: Count{"%d 行代码", "%d 行代码"},
	TooLong:   "内容太长，终端的剪贴板放不下。",
	Note:      "注 %d",
	GoThere:   "前往", Close: "关闭", Follow: "打开", Copy: "复制",
	NoSuchKey:     "此键在这里不起作用；按 ? 查看可用的键。",
	FetchPictures: Count{"获取 %d 张图片：", "获取 %d 张图片："},
	BackTo:        "返回%s", Results: "搜索结果", LastLink: "再从末尾开始。", FirstLink: "再从开头开始。",

	Search: "搜索", SearchHint: `词语、"短语"、tag:x、author:x、year:2024`,
	Hits: Count{"%d 条结果", "%d 条结果"}, BestHits: "最佳 %d 条结果", NoHits: "没有找到。", NoSearch: "这里没有搜索功能。", Indexing: "正在为搜索读取文章 ...",
	Browse: "浏览", Tags: "标签", Categories: "分类", Series: "系列", Authors: "作者", Years: "年份",
	NothingToBrowse: "这里没有标签、分类、系列或年份。",
	ShowGroup:       "文章", NextKind: "下一类",
	MoreBelow: "下面还有", Keys: "按键",

	Groups: Groups{
		Move: "移动", Read: "阅读", Find: "查找", Follow: "打开与复制", Look: "外观", Filter: "筛选列表", Else: "帮助与离开",
	},
	Plain: chinesePlain,
	KeyMap: KeyTexts{
		Up: Key{"上移", "上移一行"}, Down: Key{"下移", "下移一行"},
		PageUp: Key{"上一页", "上翻一页"}, PageDown: Key{"下一页", "下翻一页"},
		HalfUp: Key{"上半页", "上翻半页"}, HalfDown: Key{"下半页", "下翻半页"},
		Top: Key{"开头", "到开头"}, Bottom: Key{"结尾", "到结尾"},

		Open: Key{"阅读", "阅读所选文章"}, Back: Key{"返回", "返回上一步"},
		Next: Key{"下一篇", "下一篇文章"}, Previous: Key{"上一篇", "上一篇文章"},
		Reload: Key{"刷新", "显示文章的新内容"},
		Right:  Key{"宽代码", "横向移动宽代码"}, Left: Key{"返回", "再移回来"},

		Contents:    Key{"目录", "文章的标题"},
		NextHeading: Key{"标题", "下一个标题"}, PreviousHeading: Key{"标题", "上一个标题"},

		Find: Key{"查找", "在文中查找"}, NextMatch: Key{"下一个", "下一处匹配"}, PreviousMatch: Key{"上一个", "上一处匹配"},
		Search: Key{"搜索", "搜索所有文章"}, Browse: Key{"浏览", "标签、系列、作者、年份"},

		NextLink: Key{"链接", "下一个链接；Enter 打开"}, PreviousLink: Key{"链接", "上一个链接"},
		Return: Key{"返回", "回到来处"}, Forward: Key{"前进", "再次前进"},
		Links:       Key{"链接", "文中所有链接"},
		CopyCommand: Key{"复制", "复制命令行"}, CopyAddress: Key{"复制", "复制网页地址"},
		CopyCode: Key{"代码", "复制一段代码"},

		Theme: Key{"主题", "选择主题"}, TextWidth: Key{"宽度", "正文的宽度"},
		FocusMode: Key{"仅正文", "只显示正文"}, Mouse: Key{"鼠标", "开关鼠标"},

		Filter: Key{"筛选", "按标题和标签"}, Clear: Key{"清除", "清除已输入的内容"}, Accept: Key{"阅读", "阅读所选文章"},
		Help: Key{"帮助", "开关本帮助"}, Redraw: Key{"重绘", "重绘屏幕"}, Quit: Key{"离开", "离开博客"}, Interrupt: Key{"离开", "立即离开"},
	},
}
