package dialect

import "strings"

// What tags of any name show: a picture, a recording, a link, words.

// fileKind says what the name of a file is the name of.
type fileKind uint8

const (
	noFile fileKind = iota
	pictureFile
	videoFile
	audioFile
	paperFile
)

// fileSort tells by its ending what a file is.
func fileSort(name string) fileKind {
	if len(name) > 2048 {
		return noFile
	}
	name, _, _ = strings.Cut(name, "?")
	name, _, _ = strings.Cut(name, "#")
	dot := strings.LastIndexByte(name, '.')
	if dot < 0 || len(name)-dot > 6 {
		return noFile
	}
	switch strings.ToLower(name[dot+1:]) {
	case "png", "jpg", "jpeg", "gif", "webp", "svg", "avif", "bmp", "tif", "tiff", "heic", "jxl", "ico":
		return pictureFile
	case "mp4", "webm", "mov", "m4v", "ogv", "mkv", "avi":
		return videoFile
	case "mp3", "ogg", "oga", "wav", "m4a", "flac", "opus", "aac":
		return audioFile
	case "pdf", "epub":
		return paperFile
	}
	return noFile
}

// pictureNames are the names of arguments that hold the address of a picture or a recording.
var pictureNames = []string{
	"src", "path", "url", "image", "file", "img", "image_path", "filename", "source", "image_url", "href", "mp4",
	"webm",
	"video", "audio", "light", "photo", "picture", "name",
}

// pictureWords are the names of arguments with the words that stand for a picture.
var pictureWords = []string{"alt", "caption", "title", "description", "desc", "label"}

// picture makes an image, or a link to a recording, of a tag that names one; "" if it does not.
// With known the tag is one for pictures, whatever the file is called.
func (t *tag) picture(known bool) string {
	if many := t.named("images", "pics", "photos", "pictures"); many != "" {
		return t.pictures(many)
	}
	src, at := "", -1
	for _, name := range pictureNames {
		if v := t.named(name); v != "" && (fileSort(v) != noFile || known && src == "" && name != "name" &&
			name != "href") {
			if src = v; fileSort(v) != noFile {
				break
			}
		}
	}
	all := t.values()
	if src == "" {
		for i, a := range all {
			if fileSort(a.value) != noFile || known && strings.ContainsAny(a.value, "./") &&
				!strings.Contains(a.value, " ") {
				src, at = a.value, i
				break
			}
		}
	}
	if src == "" {
		return ""
	}
	alt := t.named(pictureWords...)
	if alt == "" && at >= 0 {
		alt = wordsBehind(all[at+1:])
	}
	return t.pictureOf(src, alt)
}

// maxPictures bounds the pictures of one tag.
const maxPictures = 50

// pictures makes images of a list of files.
func (t *tag) pictures(list string) string {
	var out []string
	for _, file := range strings.FieldsFunc(list, func(r rune) bool { return strings.ContainsRune("{}[],;\"' ", r) }) {
		if fileSort(file) == pictureFile && len(out) < maxPictures {
			out = append(out, "![]("+inAngles(file)+")")
		}
	}
	if caption := t.named("caption", "title", "alt"); caption != "" && len(out) > 0 {
		out = append(out, "*"+caption+"*")
	}
	return strings.Join(out, " ")
}

// wordsBehind is the description of a picture among the arguments behind its address: words in
// quotes, of Octopress's title and text the text; else all words that are no size.
func wordsBehind(rest []argument) string {
	for len(rest) > 0 && strings.Trim(rest[0].value, "0123456789px%*") == "" {
		rest = rest[1:]
	}
	if len(rest) > 0 && rest[0].value == "--alt" {
		rest = rest[1:]
	}
	if len(rest) > 1 && rest[0].quoted && rest[1].quoted && strings.Contains(strings.TrimSpace(rest[1].value), " ") &&
		!strings.ContainsAny(rest[1].value, "(:/") {
		return rest[1].value
	}
	if len(rest) > 0 && rest[0].quoted {
		return rest[0].value
	}
	var words []string
	for _, a := range rest {
		if a.quoted || strings.HasPrefix(a.value, "-") || strings.ContainsAny(a.value, "{}[]()") {
			break
		}
		words = append(words, a.value)
	}
	return strings.Join(words, " ")
}

// pictureOf writes a picture or a recording with its words, its link and its caption, which is
// Markdown.
func (t *tag) pictureOf(src, alt string) string {
	alt = strings.Join(strings.Fields(alt), " ")
	caption := t.named("caption", "title", "description")
	out := ""
	switch fileSort(src) {
	case videoFile, audioFile, paperFile:
		kind := map[fileKind]string{videoFile: "video", audioFile: "audio", paperFile: "file"}[fileSort(src)]
		out = "\\[" + kind + "\\] [" + inBrackets(fileName(src)) + "](" + inAngles(src) + ")"
		if caption == "" {
			caption = alt
		}
		if caption == "" {
			caption = t.named("name", "artist")
		}
		if caption != "" {
			out += " " + caption
		}
		return out
	}
	words := alt
	if alt == caption {
		words = withoutLinks(alt)
	}
	out = "![" + inBrackets(words) + "](" + inAngles(strings.Trim(src, "<>")) + ")"
	if link := t.named("link", "attrlink", "href"); link != "" && link != src {
		out = "[" + out + "](" + inAngles(link) + ")"
	}
	switch {
	case caption == "" || caption == words || caption == alt && !strings.Contains(caption, "]("):
	case strings.ContainsAny(caption, "*_"):
		out += " " + caption
	default:
		out += " *" + caption + "*"
	}
	if attr := t.named("attr"); attr != "" && attr != caption {
		if link := t.named("attrlink"); link != "" {
			attr = "[" + inBrackets(attr) + "](" + inAngles(link) + ")"
		}
		out += " " + attr
	}
	return out
}

// withoutLinks takes the marks of links and of emphasis off a caption.
func withoutLinks(s string) string {
	if !strings.ContainsAny(s, "[*`<") {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '[', '*', '`':
			continue
		case ']':
			if i+1 < len(s) && s[i+1] == '(' {
				if end := strings.IndexByte(s[i:], ')'); end > 0 {
					i += end
				}
			}
			continue
		case '<':
			if end := strings.IndexByte(s[i:], '>'); end > 0 {
				i += end
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// fileName is the last part of an address.
func fileName(address string) string {
	address, _, _ = strings.Cut(address, "?")
	return address[strings.LastIndexByte(address, '/')+1:]
}

// words are what a tag says that is not known: the arguments that are for readers.
func (t *tag) words() string {
	title, text := t.named("title", "heading", "header", "summary", "label"), t.named(bodyNames...)
	if title == "" && text == "" {
		title = t.named("caption", "alt", "name")
		if title == "" || !strings.Contains(title, " ") {
			title = t.firstWords()
			if !strings.Contains(title, " ") {
				return ""
			}
		}
	}
	if href := t.named("link", "href", "url"); href != "" {
		if title != "" {
			title = "[" + title + "](" + inAngles(href) + ")"
		} else {
			text = "[" + text + "](" + inAngles(href) + ")"
		}
	}
	if title != "" && text != "" && title != text {
		return title + " " + text
	}
	return title + text
}

// bodyNames are the names of arguments that hold a text.
var bodyNames = []string{"content", "text", "body", "description", "message", "quote", "subtitle"}
