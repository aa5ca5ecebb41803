package dev.tidegate.adapter.policies;

/** Of a policy's spec, in CEL: that steps until proven and the analysis fit together. */
final class EvidenceRules {

    private static final String PROVES =
            "((has(self.steps) && self.steps.exists(s, has(s.until))) || (has(self.ramp) &&"
                    + " (has(self.ramp.proven) || (has(self.ramp.custom) &&"
                    + " self.ramp.custom.exists(s, has(s.until))))))";
    private static final String RAMP = "!has(self.ramp) || !has(self.ramp.proven) || ";

    /** What asks for proof has evidence. */
    static final String NEEDED = "has(self.analysis) || !" + PROVES;

    static final String NEEDED_MESSAGE =
            "until: proven and ramp.proven need evidence; add analysis: {}";

    /** And evidence that moves the release. */
    static final String ACTS =
            "!has(self.analysis) || !has(self.analysis.act) || self.analysis.act || !" + PROVES;

    static final String ACTS_MESSAGE =
            "with analysis.act: false no verdict moves the release, so until: proven and"
                    + " ramp.proven would never end";

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

    /** Some requests are seen. */
    static final String REQUESTS =
            "!has(self.analysis) || !self.route.virtualServices.all(v, (has(v.tls) || has(v.tcp))"
                    + " && !has(v.http) && !has(v.httpMatch))";

    static final String REQUESTS_MESSAGE =
            "analysis compares requests, and tcp and tls routes carry connections";

    private EvidenceRules() {}
}
