#include "era.h"

#define OLD_API "certmanager.k8s.io/v1alpha1"

const struct era eras[] = {
	{ "v0.8", "v0.8.1", "2019-05-20", OLD_API, 8, FLOW_SYNC, SHAPE_LEVEL },
	{ "v0.10", "v0.10.1", "2019-09-04", OLD_API, 10, FLOW_SYNC,
	    SHAPE_LEVEL },
	{ "v0.12", "v0.12.0", "2019-11-27", "cert-manager.io/v1alpha2", 12,
	    FLOW_REQUEST, SHAPE_LEVEL },
	{ "v0.14", "v0.14.3", "2020-03-11", "cert-manager.io/v1alpha2", 14,
	    FLOW_REQUEST, SHAPE_GROUPS },
	{ "v0.16", "v0.16.1", "2020-07-23", "cert-manager.io/v1beta1", 16,
	    FLOW_TRIGGER, SHAPE_GROUPS },
	{ "v1.1", "v1.1.1", "2020-11-24", "cert-manager.io/v1", 101,
	    FLOW_TRIGGER, SHAPE_GROUPS },
	{ "v1.3", "v1.3.3", "2021-04-07", "cert-manager.io/v1", 103,
	    FLOW_TRIGGER, SHAPE_GROUPS },
	{ "v1.6", "v1.6.3", "2021-10-15", "cert-manager.io/v1", 106,
	    FLOW_TRIGGER, SHAPE_GROUPS },
	{ "v1.8", "v1.8.2", "2022-04-05", "cert-manager.io/v1", 108,
	    FLOW_TRIGGER, SHAPE_GROUPS },
	{ "v1.11", "v1.11.5", "2023-01-11", "cert-manager.io/v1", 111,
	    FLOW_TRIGGER, SHAPE_MERGED },
	{ "v1.13", "v1.13.6", "2023-09-12", "cert-manager.io/v1", 113,
	    FLOW_TRIGGER, SHAPE_PREFIX },
	{ "v1.16", "v1.16.5", "2024-10-03", "cert-manager.io/v1", 116,
	    FLOW_TRIGGER, SHAPE_TEXT },
	{ "v1.17", "v1.17.4", "2025-02-03", "cert-manager.io/v1", 117,
	    FLOW_TRIGGER, SHAPE_TEXT },
	{ "v1.18", "v1.18.6", "2025-06-10", "cert-manager.io/v1", 118,
	    FLOW_TRIGGER, SHAPE_TEXT },
	{ "v1.19", "v1.19.2", "2025-10-07", "cert-manager.io/v1", 119,
	    FLOW_TRIGGER, SHAPE_TEXT },
	{ "v1.18 JSON", "v1.18.6", "2025-06-10", "cert-manager.io/v1", 118,
	    FLOW_TRIGGER, SHAPE_JSON },
};
const size_t neras = sizeof(eras) / sizeof(eras[0]);
