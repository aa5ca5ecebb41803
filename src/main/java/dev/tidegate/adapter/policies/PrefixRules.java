package dev.tidegate.adapter.policies;

/** What clients ask of a cookie for the begin of its name, in any case of its letters. */
final class PrefixRules {

    static final String SECURE =
            "!self.name.lowerAscii().startsWith('__secure-') || (has(self.secure) && self.secure)";

    static final String SECURE_MESSAGE =
            "a name that begins with __Secure- is taken with secure: true only";

    static final String HOST =
            "!self.name.lowerAscii().startsWith('__host-') || (has(self.secure) && self.secure"
                    + " && (!has(self.path) || self.path == '/') && !has(self.domain))";

    static final String HOST_MESSAGE =
            "a name that begins with __Host- is taken with secure: true, path: / and no domain"
                    + " only";

    private PrefixRules() {}
}
