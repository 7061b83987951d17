// Go's side of the exchange with tests/interop/tlog_tool.cpp, which describes the lines: trees, tiles, proofs and signed checkpoints by
// golang.org/x/mod/sumdb. Cosignatures and entry bundles, which those packages do not have, by the text of C2SP. None of the
// project's code.
//
//	main write FROM TO spread|all
//	main check < LINES
package main

import (
	"bufio"
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"os"
	"sort"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const (
	height      = 8
	width       = 1 << height
	logName     = "badge-gate/interop"
	witnessName = "badge-office/INTEROP/witness"
)

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "go:", err)
		os.Exit(1)
	}
}

func fail(format string, values ...interface{}) { check(fmt.Errorf(format, values...)) }

func entry(i int64) []byte { return []byte(fmt.Sprintf("entry %d", i)) }

type hashes []tlog.Hash

func (h hashes) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	out := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		if index >= int64(len(h)) {
			return nil, fmt.Errorf("hash %d is not stored", index)
		}
		out[i] = h[index]
	}
	return out, nil
}

// The hashes of the largest tree so far; smaller trees read them too.
var stored hashes
var count int64

func grow(size int64) {
	for ; count < size; count++ {
		more, err := tlog.StoredHashes(count, entry(count), stored)
		check(err)
		stored = append(stored, more...)
	}
}

func root(size int64) tlog.Hash {
	if size == 0 {
		return tlog.Hash(sha256.Sum256(nil)) // Go's TreeHash says zeros; RFC 9162 says the hash of nothing
	}
	hash, err := tlog.TreeHash(size, stored)
	check(err)
	return hash
}

// tlog-tiles has Go's paths without the height, and entries for data.
func c2spPath(t tlog.Tile) string {
	path := t.Path()
	return strings.Replace(strings.Replace(path, "tile/8/", "tile/", 1), "tile/data/", "tile/entries/", 1)
}

func bundle(first, end int64) []byte {
	var out bytes.Buffer
	for i := first; i < end; i++ {
		check(binary.Write(&out, binary.BigEndian, uint16(len(entry(i)))))
		out.Write(entry(i))
	}
	return out.Bytes()
}

func tiles(size int64) map[string][]byte {
	out := map[string][]byte{}
	if size == 0 {
		return out
	}
	for _, t := range tlog.NewTiles(height, 0, size) {
		// This version of the package names every width that a tile had on the way.
		if int64(t.W) < width && int64(t.W) != size>>(height*uint(t.L))-t.N*width {
			continue
		}
		data, err := tlog.ReadTileData(t, stored)
		check(err)
		out[c2spPath(t)] = data
		if t.L == 0 {
			t.L = -1
			out[c2spPath(t)] = bundle(t.N*width, t.N*width+int64(t.W))
		}
	}
	return out
}

// C2SP tlog-cosignature as a signer and a verifier of Go's notes.
type cosigner struct {
	name string
	hash uint32
	time uint64
	pub  ed25519.PublicKey
	key  ed25519.PrivateKey
}

func newCosigner(name string, pub ed25519.PublicKey) *cosigner {
	id := sha256.Sum256(append([]byte(name+"\n\x04"), pub...))
	return &cosigner{name: name, hash: binary.BigEndian.Uint32(id[:4]), pub: pub}
}

func (c *cosigner) Name() string    { return c.name }
func (c *cosigner) KeyHash() uint32 { return c.hash }
func message(time uint64, msg []byte) []byte {
	return append([]byte(fmt.Sprintf("cosignature/v1\ntime %d\n", time)), msg...)
}
func (c *cosigner) Sign(msg []byte) ([]byte, error) {
	out := make([]byte, 8)
	binary.BigEndian.PutUint64(out, c.time)
	return append(out, ed25519.Sign(c.key, message(c.time, msg))...), nil
}
func (c *cosigner) Verify(msg, sig []byte) bool {
	return len(sig) == 8+ed25519.SignatureSize && ed25519.Verify(c.pub, message(binary.BigEndian.Uint64(sig), msg), sig[8:])
}
func (c *cosigner) vkey() string {
	return fmt.Sprintf("%s+%08x+%s", c.name, c.hash, base64.StdEncoding.EncodeToString(append([]byte{4}, c.pub...)))
}
func parseCosigner(vkey string) *cosigner {
	parts := strings.SplitN(vkey, "+", 3)
	data, err := base64.StdEncoding.DecodeString(parts[2])
	check(err)
	if len(data) != 33 || data[0] != 4 {
		fail("%s is no cosigner's key", vkey)
	}
	out := newCosigner(parts[0], data[1:])
	if out.vkey() != vkey {
		fail("%s has another key id", vkey)
	}
	return out
}

func numbers(size int64, all bool) []int64 {
	var out []int64
	if all {
		for i := int64(0); i < size; i++ {
			out = append(out, i)
		}
	} else if size > 0 {
		out = append(out, 0, size/2, size-1, (size*7919+13)%size)
	}
	if size > 100000 {
		for i := int64(1); i < 500; i++ {
			out = append(out, i*104729%size)
		}
	}
	return out
}

func b64(data []byte) string { return base64.StdEncoding.EncodeToString(data) }

func write(from, to int64, all bool) {
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	skey, vkey, err := note.GenerateKey(rand.Reader, logName)
	check(err)
	signer, err := note.NewSigner(skey)
	check(err)
	pub, key, err := ed25519.GenerateKey(rand.Reader)
	check(err)
	witness := newCosigner(witnessName, pub)
	witness.key = key
	fmt.Fprintf(out, "k %s\nw %s\n", vkey, witness.vkey())
	for size := from; size <= to; size++ {
		grow(size)
		head := root(size)
		fmt.Fprintf(out, "T %d %s\n", size, head)
		witness.time = 1437724800 + uint64(size)
		signed, err := note.Sign(&note.Note{Text: fmt.Sprintf("%s\n%d\n%s\n", logName, size, head)}, signer, witness)
		check(err)
		fmt.Fprintf(out, "n %s\n", b64(signed))
		for path, data := range tiles(size) {
			fmt.Fprintf(out, "t %s %s\n", path, b64(data))
		}
		for _, i := range numbers(size, all) {
			inclusion, err := tlog.ProveRecord(size, i, stored)
			check(err)
			fmt.Fprintf(out, "i %d", i)
			for _, h := range inclusion {
				fmt.Fprintf(out, " %s", h)
			}
			consistency, err := tlog.ProveTree(size, i+1, stored)
			check(err)
			fmt.Fprintf(out, "\nc %d", i+1)
			for _, h := range consistency {
				fmt.Fprintf(out, " %s", h)
			}
			fmt.Fprintln(out)
		}
		fmt.Fprintln(out, "e")
	}
}

// The other side's tiles as Go's own client reads them: every tile is authenticated against the tree's hash.
type theirTiles map[string][]byte

func (t theirTiles) Height() int { return height }
func (t theirTiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var out [][]byte
	for _, w := range wanted {
		data, ok := t[c2spPath(w)]
		if !ok {
			return nil, fmt.Errorf("there is no %s", c2spPath(w))
		}
		out = append(out, data)
	}
	return out, nil
}
func (t theirTiles) SaveTiles([]tlog.Tile, [][]byte) {}

func checkTiles(size int64, theirs theirTiles) {
	ours := tiles(size)
	var paths []string
	for path := range theirs {
		paths = append(paths, path)
	}
	sort.Strings(paths)
	for _, path := range paths {
		if want, ok := ours[path]; !ok || !bytes.Equal(want, theirs[path]) {
			fail("size %d: %s is another", size, path)
		}
	}
	if len(ours) != len(theirs) {
		fail("size %d: %d tiles and bundles, not %d", size, len(theirs), len(ours))
	}
	if size == 0 {
		return
	}
	tree := tlog.Tree{N: size, Hash: root(size)}
	proof, err := tlog.ProveRecord(size, size/3, tlog.TileHashReader(tree, theirs))
	check(err)
	check(tlog.CheckRecord(proof, size, tree.Hash, size/3, tlog.RecordHash(entry(size/3))))
}

func parseHashes(words []string) []tlog.Hash {
	var out []tlog.Hash
	for _, word := range words {
		h, err := tlog.ParseHash(word)
		check(err)
		out = append(out, h)
	}
	return out
}

func checkNote(text []byte, size int64, verifiers note.Verifiers) {
	opened, err := note.Open(text, verifiers)
	check(err)
	if len(opened.Sigs) != 2 || len(opened.UnverifiedSigs) != 0 {
		fail("size %d: a note with %d good signatures", size, len(opened.Sigs))
	}
	if want := fmt.Sprintf("%s\n%d\n%s\n", logName, size, root(size)); opened.Text != want {
		fail("size %d: a checkpoint of another tree", size)
	}
}

func read() {
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	var known []note.Verifier
	var theirs theirTiles
	var size int64
	var trees, notes, files, proofs int
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			break
		}
		words := strings.Fields(line)
		number := func() int64 {
			n, err := strconv.ParseInt(words[1], 10, 64)
			check(err)
			return n
		}
		data := func(word string) []byte {
			out, err := base64.StdEncoding.DecodeString(word)
			check(err)
			return out
		}
		switch words[0] {
		case "k":
			verifier, err := note.NewVerifier(words[1])
			check(err)
			known = append(known, verifier)
		case "w":
			known = append(known, parseCosigner(words[1]))
		case "T":
			size, theirs = number(), theirTiles{}
			grow(size)
			if root(size).String() != words[2] {
				fail("another root at size %d", size)
			}
			trees++
		case "n":
			checkNote(data(words[1]), size, note.VerifierList(known...))
			notes++
		case "t":
			theirs[words[1]] = data(words[2])
		case "i":
			check(tlog.CheckRecord(parseHashes(words[2:]), size, root(size), number(), tlog.RecordHash(entry(number()))))
			proofs++
		case "c":
			check(tlog.CheckTree(parseHashes(words[2:]), size, root(size), number(), root(number())))
			proofs++
		case "e":
			checkTiles(size, theirs)
			files += len(theirs)
		default:
			fail("what is %q", words[0])
		}
	}
	fmt.Printf("%d trees, %d checkpoints, %d tiles and bundles, %d proofs\n", trees, notes, files, proofs)
	if trees == 0 || notes != trees || proofs == 0 {
		fail("there was too little to check")
	}
}

func main() {
	if len(os.Args) == 5 && os.Args[1] == "write" {
		from, err := strconv.ParseInt(os.Args[2], 10, 64)
		check(err)
		to, err := strconv.ParseInt(os.Args[3], 10, 64)
		check(err)
		write(from, to, os.Args[4] == "all")
		return
	}
	read()
}
