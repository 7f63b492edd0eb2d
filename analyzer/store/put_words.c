#include "store/put_words.h"

void
put_words(struct tape *tape, const char *param, struct str text)
{
	if (str_find(text, "PRIVATE KEY") != NULL)
		text = str_from("(held a private key; left out)");
	tape_str(tape, param, text);
}
