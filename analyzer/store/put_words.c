#include "store/put_words.h"

void
put_words(struct stmt *stmt, const char *param, struct str text)
{
	if (str_find(text, "PRIVATE KEY") != NULL)
		text = str_from("(held a private key; left out)");
	stmt_str(stmt, param, text.ptr == NULL ? "" : text.ptr, text.len);
}
