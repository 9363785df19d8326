package safehtml

import (
	"fmt"
	"html/template"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"
)

func TestRender(t *testing.T) {
	own := Options{
		Top: 3, Prefix: "r-",
		Link: func(target string) string {
			if target == "gone.md" {
				return ""
			}
			return strings.TrimSuffix(target, ".md") + ".html"
		},
		Image: func(src string) string {
			return map[string]string{"a.png": "files/a.png", "out.png": "https://x.example/a.png", "in.png": "data:image/png;base64,AAAA", "svg.png": "data:image/svg+xml;base64,AAAA"}[src]
		},
	}
	const rel = ` rel="noopener noreferrer"`
	for _, c := range []struct{ name, in, want string }{
		{"heading", "## A & B\n\n### C\n\n## A & B\n", `<h3 id="r-a--b">A &amp; B</h3>` + "\n" + `<h4 id="r-c">C</h4>` + "\n" + `<h3 id="r-a--b-1">A &amp; B</h3>` + "\n"},
		{"heading that has the number already", "# a-1\n# a\n# a\n", `<h3 id="r-a-1">a-1</h3>` + "\n" + `<h3 id="r-a">a</h3>` + "\n" + `<h3 id="r-a-2">a</h3>` + "\n"},
		{"heading without letters", "# ?\n", `<h3 id="r-section">?</h3>` + "\n"},
		{"deep heading", "# a\n###### b\n", `<h3 id="r-a">a</h3>` + "\n" + `<h6 id="r-b">b</h6>` + "\n"},
		{"comment", "<!-- hint -->\n\na <!-- hint --> b\n", "<p>a  b</p>\n"},
		{"comment with text behind", "<!-- hint --> x\n", `<p class="raw">x</p>` + "\n"},
		{"comment without end", "a\n\n<!-- hint\n\nb\n", "<p>a</p>\n"},
		{"tag", "<script>x</script>\n\na <b onclick=x>b</b>\n", `<p class="raw">&lt;script&gt;x&lt;/script&gt;</p>` + "\n<p>a &lt;b onclick=x&gt;b&lt;/b&gt;</p>\n"},
		{"line end", "a<br>b<BR/>c\n", "<p>a<br>b<br>c</p>\n"},
		{"hint of a template", "<what happened>\n", `<p class="raw">&lt;what happened&gt;</p>` + "\n"},
		{"web", "[a](https://x.example/?a=1&b=2 \"t\")\n", `<p><a href="https://x.example/?a=1&amp;b=2"` + rel + ">a</a></p>\n"},
		{"bare", "see https://x.example/a.\n", `<p>see <a class="itself" href="https://x.example/a"` + rel + ">https://x.example/a</a>.</p>\n"},
		{"bare www", "www.x.example\n", `<p><a class="itself" href="http://www.x.example"` + rel + ">www.x.example</a></p>\n"},
		{"mail", "<a@x.example>\n", `<p><a class="itself" href="mailto:a@x.example">a@x.example</a></p>` + "\n"},
		{"fragment", "[a](#b)\n", `<p><a href="#r-b">a</a></p>` + "\n"},
		{"relative", "[a](b.md) [c](gone.md)\n", `<p><a href="b.html">a</a> c</p>` + "\n"},
		{"blank in a target", "[a](<b c.md>)\n", `<p><a href="b%20c.html">a</a></p>` + "\n"},
		{"reference", "[a][b]\n\n[b]: https://x.example\n", `<p><a href="https://x.example"` + rel + ">a</a></p>\n"},
		{"image", "![a *b*](a.png)\n", `<p><img src="files/a.png" alt="a b"></p>` + "\n"},
		{"image of another host", "![a](https://x.example/a.png)\n", `<p><a href="https://x.example/a.png"` + rel + ">Image: a</a></p>\n"},
		{"image that the caller puts elsewhere", "![a](out.png)\n", `<p><a href="out.png.html">Image: a</a></p>` + "\n"},
		{"image in the page", "![](in.png)\n", `<p><img src="data:image/png;base64,AAAA" alt=""></p>` + "\n"},
		{"SVG in the page", "![x](svg.png)\n", `<p><a href="svg.png.html">Image: x</a></p>` + "\n"},
		{"image in a link", "[![x](https://x.example/b)](https://x.example)\n", `<p><a href="https://x.example"` + rel + ">Image: x</a></p>\n"},
		{"table", "|a|b|\n|-|-:|\n|1|2|\n", "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"Table 1 of the text\">\n<table>\n<thead>\n<tr>\n<th scope=\"col\">a</th>\n<th scope=\"col\" class=\"right\">b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>1</td>\n<td class=\"right\">2</td>\n</tr>\n</tbody>\n</table>\n</div>\n"},
		{"tasks", "- [x] a\n- [ ] b\n", "<ul>\n<li><span role=\"img\" aria-label=\"done\">☑</span> a</li>\n<li><span role=\"img\" aria-label=\"not done\">☐</span> b</li>\n</ul>\n"},
		{"struck", "~~a~~\n", "<p><del>a</del></p>\n"},
		{"code", "```sh onclick=x\r\n<a>\r\n```\r\n", "<pre tabindex=\"0\"><code>&lt;a&gt;\n</code></pre>\n"},
		{"turned around", "a\u202eb &#x202e; c\u200dd\n", "<p>a\\u{202E}b \\u{202E} c\u200dd</p>\n"},
		{"empty", "", ""},
	} {
		if got := string(Render([]byte(c.in), own)); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

// TestTargets holds where links may lead, in the spellings that browsers read.
func TestTargets(t *testing.T) {
	for target, want := range map[string]kind{
		"https://x.example": web, "HTTP://x.example/a b": nowhere, "HTTPS://x.example": web, "http://user@x.example": web,
		"mailto:a@x.example": mail, "#a": fragment, "#": fragment, "a.md": relative, "../a.md": relative, "/a": relative, "?a=b:c": relative, "a/b:c": relative, "./a:b": relative,
		"javascript:alert(1)": nowhere, "JavaScript:alert(1)": nowhere, "java\tscript:alert(1)": nowhere, "java\nscript:x": nowhere, " javascript:x": nowhere, "\x01javascript:x": nowhere, "java\u00adscript:x": nowhere,
		"data:text/html,x": nowhere, "vbscript:x": nowhere, "file:///etc/passwd": nowhere, "ftp://x.example": nowhere, "blob:x": nowhere, "x:y": nowhere,
		"//x.example": nowhere, `\\x.example`: nowhere, `/\x.example`: nowhere, `a\b`: nowhere, "https:x": nowhere, "https:///x": nowhere, "http:": nowhere, "mailto:": nowhere, "": nowhere, ":": nowhere, "https://[": nowhere,
	} {
		if got := kindOf(target); got != want {
			t.Errorf("%q leads to %v, want %v", target, got, want)
		}
	}
}

func TestText(t *testing.T) {
	for _, c := range []struct{ in, text, label string }{
		{`a <b> "c" *d*`, `a &lt;b&gt; &#34;c&#34; *d*`, ""},
		{"run `a <b>` twice", "run <code>a &lt;b&gt;</code> twice", ""},
		{"one ` alone", "one ` alone", ""},
		{"`a` and ` alone", "<code>a</code> and ` alone", ""},
		{"``", "``", ""},
		{"see https://x.example/a, then", `see <a class="itself" href="https://x.example/a" rel="noopener noreferrer">https://x.example/a</a>, then`, "see https://x.example/a, then"},
		{"javascript:alert(1) [a](javascript:x)", "javascript:alert(1) [a](javascript:x)", ""},
		{" two \n lines ", "two lines", ""},
		{"a\u202eb\x1b", `a\u{202E}b\u{1B}`, ""},
	} {
		if c.label == "" {
			c.label = c.text
		}
		if got := string(Text(c.in)); got != c.text {
			t.Errorf("Text(%q) = %s, want %s", c.in, got, c.text)
		}
		if got := string(Label(c.in)); got != c.label {
			t.Errorf("Label(%q) = %s, want %s", c.in, got, c.label)
		}
	}
}

func TestAddress(t *testing.T) {
	for s, want := range map[string]bool{
		" https://x.example/a ": true, "http://x.example": true,
		"commit:ab12": false, "docs/a.md": false, "../a": false, "ticket:SUP-1": false, "mailto:a@x.example": false, "see https://x.example": false, "javascript:x": false, "": false,
	} {
		if _, got := Address(s); got != want {
			t.Errorf("%q: %v", s, got)
		}
	}
	if got := Link("javascript:x", "a<"); got != "a&lt;" {
		t.Errorf("got %s", got)
	}
	if got := Link("../reports/a.html", "a"); got != `<a href="../reports/a.html">a</a>` {
		t.Errorf("got %s", got)
	}
}

// harmless checks that HTML has nothing in it that does something. It reads it with a parser that knows nothing of how
// it was made.
func harmless(t *testing.T, page template.HTML) {
	t.Helper()
	doc, err := html.Parse(strings.NewReader("<body>" + string(page)))
	if err != nil {
		t.Fatal(err)
	}
	tags := strings.Fields("html head body h2 h3 h4 h5 h6 p pre code ul ol li blockquote hr br em strong del a img div table thead tbody tr th td span")
	for n := range doc.Descendants() {
		if n.Type == html.CommentNode {
			t.Fatalf("a comment is left: %q", n.Data)
		}
		if n.Type != html.ElementNode {
			continue
		}
		if !slices.Contains(tags, n.Data) || n.Namespace != "" {
			t.Fatalf("there is a <%s>", n.Data)
		}
		for _, a := range n.Attr {
			switch a.Key {
			case "href":
				u, err := url.Parse(a.Val)
				if err != nil || !slices.Contains([]string{"", "http", "https", "mailto"}, u.Scheme) || u.Scheme == "" && u.Host != "" {
					t.Fatalf("a link to %q", a.Val)
				}
			case "src":
				if !strings.HasPrefix(a.Val, "files/") {
					t.Fatalf("an image from %q", a.Val)
				}
			case "id":
				if !strings.HasPrefix(a.Val, "p-") {
					t.Fatalf("an id %q", a.Val)
				}
			case "class", "rel", "alt", "scope", "tabindex", "role", "aria-label", "start":
			default:
				t.Fatalf("<%s %s=%q>", n.Data, a.Key, a.Val)
			}
		}
	}
}

func FuzzRender(f *testing.F) {
	for _, s := range []string{
		"<svg/onload=alert(1)>", "[a](javascript:alert(1))", "[a](&#106;avascript:x)", "[a](java&Tab;script:x)", "[a](java&#10;script:x)", "[a](<java\tscript:x>)", "[a](< javascript:x>)", "[a](<java script:x>)", `[a](\javascript:x)`,
		"[a][b]\n\n[b]: javascript:x", "<javascript:x>", "<a href=javascript:x>", "![a](javascript:x)", "![a\" onerror=x](a.png)", "[a](https://x.example/\"onclick=x)", "[a](x \"t\\\" onclick=x\")",
		"# a {onclick=x}", "```\"><script>\nx\n```", "|<script>|\n|-|\n|`|x`|", "[a](//x.example)", "http://\"0", `[a](/\x.example)`, "<!--><script>x</script>-->", "a <!--> <script>x</script> -->", "<![CDATA[<script>x</script>]]>", "<?php x ?>", "</body><script>x</script>",
		"www.x.example/\"onclick=x", "[![a](javascript:x)](javascript:y)", "[a](data:text/html;base64,AAAA)", "1. a\n2. b", "<details>\n<summary>a</summary>\n\nb\n</details>",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		harmless(t, Render([]byte(s), Options{Prefix: "p-", Image: func(string) string { return "files/x.png" }}))
		harmless(t, Text(s)+Label(s)+Link(s, s))
	})
}

// TestExamples holds that what people write is read as markdown, and not shown as it is written for its length.
func TestExamples(t *testing.T) {
	files, err := filepath.Glob("../../examples/reports/*.md")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		_, body, _ := strings.Cut(string(text[4:]), "\n---\n")
		page := Render([]byte(body), Options{Prefix: "p-"})
		if strings.Contains(string(page), `class="plain"`) {
			t.Errorf("%s is shown as it is written", name)
		}
		harmless(t, page)
	}
}

// hostile are texts of about n bytes that are slow in parsers of markdown.
func hostile(n int) map[string]string {
	texts := map[string]string{
		"columns":     "|" + strings.Repeat("a|", n/8) + "\n|" + strings.Repeat("-|", n/8) + "\n" + strings.Repeat("|\n", n/8),
		"definitions": "[a]: " + strings.Repeat("x", n/2) + "\n\n" + strings.Repeat("[a] ", n/8),
		"quotes":      strings.Repeat(strings.Repeat("> ", 90)+"\n", n/181),
		"heading":     "# " + strings.Repeat("[a](", n/4),
		"setext":      strings.Repeat("[a](", n/4) + "\n===",
		"cells":       "a|b\n-|-\n" + strings.Repeat("`|", n/2),
		"amp":         "http://a.b/" + strings.Repeat("&a;", n/3),
	}
	var runs, names, nested strings.Builder
	for i := 1; runs.Len() < n; i++ {
		runs.WriteString(strings.Repeat("`", i%300+1) + "a")
	}
	for i := 0; names.Len() < n; i++ {
		fmt.Fprintf(&names, "[a%d]: b\n", i)
	}
	for i := 0; nested.Len() < n; i++ {
		nested.WriteString(strings.Repeat(" ", i%60*2) + "- a\n")
	}
	texts["runs of backticks"], texts["names"], texts["nested lists"] = runs.String(), names.String(), nested.String()
	for _, s := range []string{
		"[", "[a](", "![", "]", "[a]", "[[a]", "[a][", "*", "a*b", "*a ", "*a_", "a**b", "*a **a ", "_", "~~a ", "~", "a*c* ", "`", "`a", "`a``",
		"<", "<!--", "<a ", "<a x=' ", "x<!-- ", "x<? ", "x<![CDATA[ ", "&", "&#", "\\", "http://", "http://a.b ", "www.a", "a@", "a@b.c ", "a.", "_a@",
		"(", "[a](((", "[a]: b\n", "[a]: <b\n", "[a]: b 'x\n", "|a|b\n", "a|b\n-|-\n", ">", "- ", "- a\n", "a\n", "# a\n", "- [x] a\n", "![[[](", "[a](<b", "[a](b 't ",
		"a  ", "\t", "***a ", "[*a]_", "*]", "[*", "[~~", "a\n=\n", "[\n", "a:", " http://(", "mailto:", "ftp://", "1. ", "<b>", "</", "<a@",
	} {
		texts[s] = strings.Repeat(s, n/len(s))
	}
	return texts
}

// TestBounded holds that no text takes long, and that its page does not grow out of proportion. A text that is slow
// would take minutes, so that the limit needs no exact clock.
func TestBounded(t *testing.T) {
	n, limit := 1<<18, time.Minute
	if testing.Short() {
		n = 1 << 15
	}
	for name, s := range hostile(n) {
		slow := time.AfterFunc(limit, func() { panic(fmt.Sprintf("%q takes longer than %v", name, limit)) })
		page := Render([]byte(s), Options{})
		slow.Stop()
		if len(page) > growthStart+(growth+10)*len(s) {
			t.Errorf("%q makes %d bytes of %d", name, len(page), len(s))
		}
	}
}
