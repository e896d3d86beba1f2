package main

import (
	"crypto/sha256"
	"debug/buildinfo"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"runtime/debug"
	"strings"
	"time"
)

// These are the parts of CycloneDX 1.5 that say what is in a binary.
type (
	bom struct {
		Format       string        `json:"bomFormat"`
		Spec         string        `json:"specVersion"`
		Serial       string        `json:"serialNumber"`
		Version      int           `json:"version"`
		Metadata     bomMetadata   `json:"metadata"`
		Components   []component   `json:"components"`
		Dependencies []bomRelation `json:"dependencies"`
	}
	bomMetadata struct {
		Time      string     `json:"timestamp"`
		Component component  `json:"component"`
		Settings  []property `json:"properties,omitempty"`
	}
	component struct {
		Type    string    `json:"type"`
		Ref     string    `json:"bom-ref"`
		Name    string    `json:"name"`
		Version string    `json:"version"`
		Hashes  []bomHash `json:"hashes,omitempty"`
		PURL    string    `json:"purl"`
	}
	bomHash struct {
		Algorithm string `json:"alg"`
		Content   string `json:"content"`
	}
	property struct {
		Name  string `json:"name"`
		Value string `json:"value"`
	}
	bomRelation struct {
		Ref string   `json:"ref"`
		On  []string `json:"dependsOn,omitempty"`
	}
)

// sbom writes the list of what is in a binary, as the binary itself says.
func (r *release) sbom(p platform, program string) error {
	info, err := buildinfo.ReadFile(program)
	if err != nil {
		return err
	}
	binary, err := os.ReadFile(program)
	if err != nil {
		return err
	}
	text, err := json.MarshalIndent(r.listModules(p, info, binary), "", "  ")
	if err != nil {
		return err
	}
	return write(r.file(p.os+"_"+p.arch+".cdx.json"), append(text, '\n'))
}

// listModules lists the modules of a binary, and Go itself.
func (r *release) listModules(p platform, info *debug.BuildInfo, binary []byte) bom {
	sum := sha256.Sum256(binary)
	main := component{Type: "application", Name: info.Main.Path, Version: "v" + r.version, PURL: packageURL(info.Main.Path, "v"+r.version)}
	main.Ref, main.Hashes = main.PURL, []bomHash{{"SHA-256", hex.EncodeToString(sum[:])}}
	list := bom{
		Format: "CycloneDX", Spec: "1.5", Version: 1, Serial: serial(sum),
		Metadata: bomMetadata{Time: r.time.Format(time.RFC3339), Component: main, Settings: []property{
			{"sshblog:platform", p.String()}, {"sshblog:commit", r.commit},
		}},
	}
	uses := bomRelation{Ref: main.Ref}
	add := func(c component) {
		c.Type, c.Ref = "library", c.PURL
		list.Components = append(list.Components, c)
		uses.On = append(uses.On, c.Ref)
	}
	goVersion := "v" + strings.TrimPrefix(info.GoVersion, "go")
	add(component{Name: "std", Version: goVersion, PURL: packageURL("std", goVersion)})
	for _, m := range info.Deps {
		if m.Replace != nil {
			m = m.Replace
		}
		add(component{Name: m.Path, Version: m.Version, PURL: packageURL(m.Path, m.Version), Hashes: moduleHash(m.Sum)})
	}
	list.Dependencies = []bomRelation{uses}
	return list
}

// packageURL returns the address of a module that scanners look for.
func packageURL(path, version string) string {
	return "pkg:golang/" + path + "@" + url.PathEscape(version)
}

// moduleHash returns the sum of a module in go.sum, h1:BASE64, as CycloneDX writes a sum.
func moduleHash(sum string) []bomHash {
	digest, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(sum, "h1:"))
	if err != nil || len(digest) != sha256.Size {
		return nil
	}
	return []bomHash{{"SHA-256", hex.EncodeToString(digest)}}
}

// serial returns a UUID (version 8: of its own making) that is the same for the same binary.
func serial(sum [sha256.Size]byte) string {
	u := sum[:16]
	u[6], u[8] = u[6]&0x0f|0x80, u[8]&0x3f|0x80
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", u[:4], u[4:6], u[6:8], u[8:10], u[10:])
}
