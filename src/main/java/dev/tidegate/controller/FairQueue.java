package dev.tidegate.controller;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.SequencedMap;
import java.util.SequencedSet;

/**
 * A queue that is fair between groups: groups take turns, and within a group its members. So a
 * thousand members of one group delay one of another group by one place, not by a thousand.
 */
final class FairQueue<T> {

    private final SequencedMap<String, SequencedSet<T>> groups = new LinkedHashMap<>();

    void add(String group, T member) {
        groups.computeIfAbsent(group, _ -> new LinkedHashSet<>()).add(member);
    }

    void remove(String group, T member) {
        groups.computeIfPresent(
                group,
                (_, members) -> {
                    members.remove(member);
                    return members.isEmpty() ? null : members;
                });
    }

    boolean isEmpty() {
        return groups.isEmpty();
    }

    /** Takes the one whose turn it is; its group goes to the end of the groups. */
    T removeFirst() {
        var group = groups.pollFirstEntry();
        SequencedSet<T> members = group.getValue();
        T first = members.removeFirst();
        if (!members.isEmpty()) {
            groups.put(group.getKey(), members);
        }
        return first;
    }
}
