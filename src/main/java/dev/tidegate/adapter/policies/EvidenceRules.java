package dev.tidegate.adapter.policies;

/** Of a policy's spec, in CEL: that steps until proven and the analysis fit together. */
final class EvidenceRules {

    private static final String PROVES =
            "((has(self.steps) && self.steps.exists(s, has(s.until))) || (has(self.ramp) &&"
                    + " (has(self.ramp.proven) || (has(self.ramp.custom) &&"
                    + " self.ramp.custom.exists(s, has(s.until))))))";

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

    /** Some requests are seen. */
    static final String REQUESTS =
            "!has(self.analysis) || !self.route.virtualServices.all(v, (has(v.tls) || has(v.tcp))"
                    + " && !has(v.http) && !has(v.httpMatch))";

    static final String REQUESTS_MESSAGE =
            "analysis compares requests, and tcp and tls routes carry connections";

    private EvidenceRules() {}
}
