package dev.tidegate.adapter.policies;

/** Of a selector of series, in CEL: that it is one, and says where the version stands. */
final class SelectorRules {

    static final String RULE = "self.matches(r'" + SeriesSelector.PATTERN + "')";
    static final String MESSAGE =
            "must be a selector of series, such as failed_total{version=\"{version}\"}, without"
                    + " functions, ranges and offsets";
    static final String VERSION_RULE = "self.matches(r'" + SeriesSelector.VERSION_PATTERN + "')";
    static final String VERSION_MESSAGE =
            "must say which label holds the version, such as version=\"{version}\"";

    private SelectorRules() {}
}
