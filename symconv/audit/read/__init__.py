"""From somebody's file to answers: text, blocks, labels, questions."""
