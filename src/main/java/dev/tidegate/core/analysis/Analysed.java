package dev.tidegate.core.analysis;

import java.util.List;

/**
 * What follows of something that was heard.
 *
 * @param state from now on
 * @param tellings the verdicts to tell, mostly none
 */
public record Analysed(ServiceEvidence state, List<Telling> tellings) {

    public Analysed {
        tellings = List.copyOf(tellings);
    }

    static Analysed quiet(ServiceEvidence state) {
        return new Analysed(state, List.of());
    }
}
