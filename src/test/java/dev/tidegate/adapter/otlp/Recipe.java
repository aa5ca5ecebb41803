package dev.tidegate.adapter.otlp;

import java.util.Set;

/** What a provider's labels are to be. */
public final class Recipe {

    /** All names that are read. */
    public static final Set<String> LABELS =
            Set.of(
                    AccessRecord.CLUSTER,
                    AccessRecord.ROUTE,
                    AccessRecord.CODE,
                    AccessRecord.FLAGS,
                    AccessRecord.DURATION,
                    AccessRecord.AUTHORITY,
                    AccessRecord.POD);

    private Recipe() {}
}
