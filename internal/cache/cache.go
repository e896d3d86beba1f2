// Package cache keeps what the process could make again, within one budget of bytes for all of it:
// the least recently used entry goes first, whatever it is. So no kind of value can make the
// process larger, and unread values make room for popular ones.
//
// A key is any comparable value; each user has key types of its own, so that they never meet.
package cache

import (
	"container/list"
	"sync"
)

// Usual is the default budget in bytes.
const Usual = 32 << 20

// overhead is about what an entry costs beside its value, in bytes.
const overhead = 200

// Cache keeps values up to a number of bytes. Make one with New. It may be used by any number of
// goroutines.
type Cache struct {
	most int64

	mu      sync.Mutex
	bytes   int64
	hits    int64
	misses  int64
	entries map[any]*list.Element
	recent  *list.List // of entry, the newest in front
}

type entry struct {
	key, value any
	bytes      int64
}

// New returns an empty cache of at most the given number of bytes; [Usual] if that is not positive.
func New(most int64) *Cache {
	if most <= 0 {
		most = Usual
	}
	return &Cache{most: most, entries: map[any]*list.Element{}, recent: list.New()}
}

// Get returns the value of a key, and remembers that it was asked for.
func (c *Cache) Get(key any) (value any, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.entries[key]
	if !ok {
		c.misses++
		return nil, false
	}
	c.hits++
	c.recent.MoveToFront(e)
	return e.Value.(*entry).value, true
}

// Put keeps a value of so many bytes, unless it alone would fill half of the cache, or there is one
// already.
func (c *Cache) Put(key, value any, bytes int64) {
	bytes += overhead
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, ok := c.entries[key]; ok || bytes > c.most/2 {
		return
	}
	c.entries[key] = c.recent.PushFront(&entry{key, value, bytes})
	c.bytes += bytes
	for c.bytes > c.most {
		old := c.recent.Remove(c.recent.Back()).(*entry)
		delete(c.entries, old.key)
		c.bytes -= old.bytes
	}
}

// Used returns how many bytes are kept, and how many may be.
func (c *Cache) Used() (bytes, most int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.bytes, c.most
}

// Asked returns how often values were asked for that were there, and that were not.
func (c *Cache) Asked() (hits, misses int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.hits, c.misses
}

// Clear forgets all values.
func (c *Cache) Clear() {
	c.mu.Lock()
	defer c.mu.Unlock()
	clear(c.entries)
	c.recent.Init()
	c.bytes = 0
}

// Run is a run of values that are asked for one after another, such as the entries of a feed. Only
// its beginning is kept, as much as a quarter of the cache holds: of a longer run, the last values
// would drive out the first, and all else.
type Run struct {
	cache *Cache
	left  int64 // bytes that may still be kept
}

// Run returns a run at its beginning. If c is nil, it keeps nothing.
func (c *Cache) Run() *Run {
	if c == nil {
		return &Run{}
	}
	return &Run{c, c.most / 4}
}

// Bytes returns the value of the next key: what is kept, or what derive makes.
func (r *Run) Bytes(key any, derive func() ([]byte, error)) ([]byte, error) {
	if r.left <= 0 {
		return derive()
	}
	if kept, ok := r.cache.Get(key); ok {
		value := kept.([]byte)
		r.left -= int64(len(value)) + overhead
		return value, nil
	}
	value, err := derive()
	if err != nil {
		return nil, err
	}
	if r.left -= int64(len(value)) + overhead; r.left >= 0 {
		r.cache.Put(key, value, int64(len(value)))
	}
	return value, nil
}
