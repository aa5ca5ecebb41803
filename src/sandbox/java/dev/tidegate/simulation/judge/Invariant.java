package dev.tidegate.simulation.judge;

/** What always holds, by the numbers of the design; and what holds of the simulation itself. */
public enum Invariant {
    I1("weights are written in exactly the ratio that the decision says"),
    I2("after a rollback is committed no write gives that canary more traffic"),
    I3("no weight points at a subset that is not defined for the propagation wait"),
    I4("an accepted alert for a live canary leads to its rollback"),
    I5("an event that comes twice, late or out of order changes nothing the second time"),
    I6("nothing shortens a step's hold"),
    I7("what the user owns stays as it was"),
    I8("each revision has one outcome, and revisions have no gaps"),
    I9("a service has one live rollout at most"),
    I10("every rollout ends, or says for what it waits"),
    I11(
            "no managed route, mirror or cookie leads to a rolled-back canary, and no managed route"
                    + " stands before a user's own"),
    I12("no policy moves what another namespace does not grant"),
    I13("no step gives more traffic to a canary that lacks pods"),
    I14("what cannot be told delays no decision and no write"),
    FROZEN("in a freeze nothing begins, and no step gives a canary more"),
    DRY("a dry run writes no route, ends no release that moves traffic, and stands in no way"),
    ONE_MOVER("of policies that name one route only one has a release that moves it"),
    PODS(
            "the pods of a replaced version go once, when nobody needs them, and are there again"
                    + " when somebody does"),
    ANSWERS("each event is acknowledged, and it is told what became of it"),
    BACK("what is declared on does not undo a person's way back"),
    ROUTES("every VirtualService is as its service's last decision says"),
    SOUND("nothing throws, hangs, or spins");

    private final String says;

    Invariant(String says) {
        this.says = says;
    }

    /** What it says, as a sentence without its full stop. */
    public String says() {
        return says;
    }
}
