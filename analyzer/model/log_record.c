#include "model/log_record.h"

static const char *const names[LOG_NFIELDS] = {
	[LOG_NAMESPACE] = "namespace",
	[LOG_OBJECT_KIND] = "object_kind",
	[LOG_OBJECT] = "object",
	[LOG_RELATED_KIND] = "related_kind",
	[LOG_RELATED_NAMESPACE] = "related_namespace",
	[LOG_RELATED] = "related",
	[LOG_CONDITION] = "condition",
	[LOG_OLD_STATUS] = "old_status",
	[LOG_STATUS] = "status",
	[LOG_REASON] = "reason",
	[LOG_DETAIL] = "detail",
	[LOG_ERROR] = "error",
	[LOG_VERSION] = "version",
};

const char *
log_field_name(enum log_field field)
{
	return names[field];
}
