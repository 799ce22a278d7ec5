package history

import (
	"context"
	"database/sql"
	"strings"
	"unicode"
)

// Words are found inside words, in any script: "gent" in "agent", "份集" in
// "备份集群". SQLite's FTS4 finds whole tokens, and its tokenizers know no
// Chinese words; so the tokens are made here: every pair of neighbouring
// characters, and each run's last character alone.
//
//	agent 备份  ->  ag ge en nt t 备份 份
//
// A word is then the phrase of its pairs. The last character of a run breaks
// the chain, so that nothing is found across a space. A word of one character
// is the start of a pair.

// grams are the tokens of a folded text.
func grams(text string) string {
	var b strings.Builder
	for run := range strings.FieldsFuncSeq(text, unicode.IsSpace) {
		chars := []rune(run)
		for i, c := range chars {
			b.WriteRune(letter(c))
			if i+1 < len(chars) {
				b.WriteRune(letter(chars[i+1]))
			}
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// phrase is what to MATCH for texts that have this word in them.
func phrase(word string) string {
	tokens := strings.Fields(grams(word))
	if len(tokens) == 0 {
		return ""
	}
	last := len(tokens) - 1
	if last > 0 && len([]rune(tokens[last-1])) == 2 {
		tokens = tokens[:last] // its last pair ends with it
	} else {
		tokens[last] += "*"
	}
	return `"` + strings.Join(tokens, " ") + `"`
}

// letter is a character as one that the tokenizer "simple" takes for a letter:
// it breaks at what is ASCII and neither letter nor digit.
func letter(c rune) rune {
	if c < 0x80 && !('a' <= c && c <= 'z') && !('0' <= c && c <= '9') {
		return 0xE000 + c // for private use: no text has them
	}
	return c
}

// putGrams makes a term of this text findable.
func putGrams(ctx context.Context, tx *sql.Tx, termID int64, text string) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO gram (docid, text) VALUES (?, ?)`, termID, grams(text))
	return err
}
