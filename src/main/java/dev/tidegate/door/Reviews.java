package dev.tidegate.door;

import java.util.Optional;

/** The two questions that the cluster's API server answers about who calls. */
public interface Reviews {

    /**
     * Who has the token; empty when nobody has.
     *
     * @throws Denied when there is no answer
     */
    Optional<Caller> tokenOf(String token);

    /**
     * Whether the caller has the right.
     *
     * @throws Denied when there is no answer
     */
    boolean allowed(Caller caller, Right right);
}
