// Verifies an export of a gate's log with Go's own transparency log packages (golang.org/x/mod/sumdb): every checkpoint's signature
// and root, an inclusion proof of each sampled entry, and the consistency of all checkpoints. None of the project's code.
//
//	main EXPORT
package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

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

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func read(parts ...string) []byte {
	data, err := os.ReadFile(filepath.Join(parts...))
	check(err)
	return data
}

func tree(entries [][]byte) hashes {
	var stored hashes
	for i, entry := range entries {
		more, err := tlog.StoredHashes(int64(i), entry, stored)
		check(err)
		stored = append(stored, more...)
	}
	return stored
}

func openCheckpoint(text string, verifiers note.Verifiers) tlog.Tree {
	opened, err := note.Open([]byte(text), verifiers)
	check(err)
	lines := strings.Split(opened.Text, "\n")
	var out tlog.Tree
	_, err = fmt.Sscanf(lines[1], "%d", &out.N)
	check(err)
	out.Hash, err = tlog.ParseHash(lines[2])
	check(err)
	return out
}

func main() {
	dir := os.Args[1]
	verifier, err := note.NewVerifier(strings.TrimSpace(string(read(dir, "gate.vkey"))))
	check(err)
	verifiers := note.VerifierList(verifier)
	entries := bytes.Split(bytes.TrimSuffix(read(dir, "entries.jsonl"), []byte("\n")), []byte("\n"))
	stored := tree(entries)
	parts := strings.Split(strings.TrimSuffix(string(read(dir, "checkpoints.txt")), "\n"), "\n\n")
	var last tlog.Tree
	proofs := 0
	for i := 0; i+1 < len(parts); i += 2 {
		head := openCheckpoint(parts[i]+"\n\n"+strings.TrimSuffix(parts[i+1], "\n")+"\n", verifiers)
		root, err := tlog.TreeHash(head.N, stored)
		check(err)
		if root != head.Hash {
			check(fmt.Errorf("checkpoint of size %d has another root", head.N))
		}
		if last.N > 0 && head.N >= last.N {
			proof, err := tlog.ProveTree(head.N, last.N, stored)
			check(err)
			check(tlog.CheckTree(proof, head.N, head.Hash, last.N, last.Hash))
		}
		last = head
	}
	for index := int64(0); index < last.N; index += 1 + last.N/50 {
		proof, err := tlog.ProveRecord(last.N, index, stored)
		check(err)
		check(tlog.CheckRecord(proof, last.N, last.Hash, index, tlog.RecordHash(entries[index])))
		proofs++
	}
	if proofs == 0 || len(parts) < 2 {
		check(fmt.Errorf("nothing to verify in %s", dir))
	}
	fmt.Printf("%d checkpoints and %d inclusion proofs verified\n", len(parts)/2, proofs)
}
