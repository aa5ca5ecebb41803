package dev.tidegate.controller;

import dev.tidegate.core.event.Action;
import dev.tidegate.core.event.FreezeScope;
import dev.tidegate.core.event.RolloutEvent.Command;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Remembers what is frozen, with the reason. */
public final class FakeFreezes implements Freezes {

    final Map<FreezeScope, String> reasons = new ConcurrentHashMap<>();

    /** Whether anybody can say what is frozen. */
    volatile boolean known = true;

    /** How often somebody was told that nobody can. */
    final AtomicInteger unsure = new AtomicInteger();

    @Override
    public Optional<String> frozen(String namespace) {
        if (!known) {
            unsure.incrementAndGet();
            return Optional.of("it is not known whether it is frozen");
        }
        return reasons.entrySet().stream()
                .filter(freeze -> freeze.getKey().covers(namespace))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    @Override
    public boolean known() {
        return known;
    }

    @Override
    public int count() {
        return reasons.size();
    }

    @Override
    public Result<Boolean> follow(Command command) {
        FreezeScope scope = FreezeScope.of(command).orElseThrow();
        return new Result.Done<>(
                command.action() == Action.FREEZE
                        ? reasons.put(scope, scope + " is frozen: " + command.reason()) == null
                        : reasons.remove(scope) != null);
    }
}
