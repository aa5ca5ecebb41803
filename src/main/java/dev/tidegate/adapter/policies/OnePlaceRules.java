package dev.tidegate.adapter.policies;

/** Of a policy's spec, in CEL: that what may stand in two places stands in one. */
final class OnePlaceRules {

    private static final String RAMP = "!has(self.ramp) || !has(self.ramp.proven) || ";

    /** The harm stands in one place. */
    static final String HARM =
            RAMP
                    + "!has(self.ramp.proven.harm) || !has(self.analysis) ||"
                    + " !has(self.analysis.harm)";

    static final String HARM_MESSAGE = "write one of ramp.proven.harm and analysis.harm";

    /** The excess of failures stands in one place. */
    static final String EXCESS =
            RAMP
                    + "!has(self.ramp.proven.excess) || !has(self.analysis) ||"
                    + " !has(self.analysis.metrics) || (has(self.analysis.metrics.errors) &&"
                    + " !has(self.analysis.metrics.errors.excess))";

    static final String EXCESS_MESSAGE =
            "ramp.proven.excess is that of analysis.metrics.errors; write one of them, and that of"
                    + " other metrics there";

    private OnePlaceRules() {}
}
