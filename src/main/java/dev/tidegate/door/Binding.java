package dev.tidegate.door;

/** The binding that gives a caller the shipped role with a right. */
record Binding(Caller caller, Right right) {

    private static final String ACCOUNT = "system:serviceaccount:";

    /** As a command of kubectl. */
    @Override
    public String toString() {
        boolean everywhere = right.namespace().isEmpty();
        String name = caller.name();
        return "kubectl %screate %s %s-%s --clusterrole=%s %s"
                .formatted(
                        everywhere ? "" : "-n " + right.namespace() + " ",
                        everywhere ? "clusterrolebinding" : "rolebinding",
                        right.verb().role(),
                        name.substring(name.lastIndexOf(':') + 1).replaceAll("[^A-Za-z0-9.-]", "-"),
                        right.verb().role(),
                        name.startsWith(ACCOUNT)
                                ? "--serviceaccount=" + name.substring(ACCOUNT.length())
                                : "--user='" + name + "'");
    }
}
