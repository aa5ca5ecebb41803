package dev.tidegate.cli.preview;

import dev.tidegate.adapter.policies.PolicyBeside;
import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.Alert;
import dev.tidegate.core.route.ObservedObject;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was found of a service, in files or in a cluster.
 *
 * @param notes what a person has to know of it, each a line
 * @param others policies of other services
 */
record FoundObjects(
        List<ObservedObject> routes,
        Optional<String> notReady,
        Optional<Version> stable,
        List<Alert> firing,
        List<String> notes,
        List<PolicyBeside> others) {

    static FoundObjects in(ClusterLook look) {
        List<String> notes = new ArrayList<>(List.of("from   " + look.address()));
        look.unread().ifPresent(why -> notes.add("routes " + why));
        look.live().ifPresent(name -> notes.add("live   " + name + " is under way already"));
        return new FoundObjects(
                look.routes(), look.notReady(), look.stable(), look.firing(), notes, look.others());
    }

    static FoundObjects in(ObjectFiles files, PodsInFiles pods) {
        List<String> notes = new ArrayList<>();
        if (files.isEmpty()) {
            notes.add("found  no VirtualService, DestinationRule or Deployment in --objects");
        }
        pods.unseen().ifPresent(why -> notes.add("pods   not looked at: " + why));
        return new FoundObjects(
                files.routes(),
                pods.notReady(),
                Optional.empty(),
                List.of(),
                notes,
                files.policies());
    }
}
