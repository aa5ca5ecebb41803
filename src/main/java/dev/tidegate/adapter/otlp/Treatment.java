package dev.tidegate.adapter.otlp;

/** What became of a record; the name is a tag's value in lower case. */
enum Treatment {
    /** It is evidence. */
    COUNTED,
    /** Its service is not judged, it is a mirrored copy, or it did not leave the proxy. */
    PASSED,
    /** No version is named: the route leads to a cluster that is not there. */
    VERSIONLESS,
    /** A label is missing or wrong. */
    UNREADABLE,
    /** More proxies, routes or versions are heard than have room. */
    CROWDED
}
