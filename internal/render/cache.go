package render

import "container/list"

// cache keeps pages, up to a number of bytes; the one that was not asked for the longest goes first.
type cache struct {
	most, bytes int64
	entries     map[key]*list.Element
	recent      *list.List // of entry, the newest in front
}

type entry struct {
	key   key
	page  *Page
	bytes int64
}

func newCache(most int64) cache {
	return cache{most: most, entries: map[key]*list.Element{}, recent: list.New()}
}

// get returns a page and remembers that it was asked for.
func (c *cache) get(k key) (*Page, bool) {
	e, ok := c.entries[k]
	if !ok {
		return nil, false
	}
	c.recent.MoveToFront(e)
	return e.Value.(entry).page, true
}

// put keeps a page, unless it alone would fill half of the cache.
func (c *cache) put(k key, p *Page) {
	size := p.Bytes() + int64(len(k.id)+len(k.resolve)) + 200
	if _, ok := c.entries[k]; ok || size > c.most/2 {
		return
	}
	c.entries[k] = c.recent.PushFront(entry{k, p, size})
	c.bytes += size
	for c.bytes > c.most {
		last := c.recent.Back()
		old := c.recent.Remove(last).(entry)
		delete(c.entries, old.key)
		c.bytes -= old.bytes
	}
}
