package dev.tidegate.quality;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;

import java.util.List;
import java.util.Set;

/** The calls, constructors and method references of the JDK that make code unrepeatable. */
final class Accesses {

    private static final Set<String> SLEEPERS =
            Set.of("java.lang.Thread", "java.util.concurrent.TimeUnit");
    private static final Set<String> RANDOM_OWNERS =
            Set.of(
                    "java.util.Random",
                    "java.util.SplittableRandom",
                    "java.security.SecureRandom",
                    "java.util.concurrent.ThreadLocalRandom");

    /** Reads the time of day from the machine. */
    static final DescribedPredicate<JavaAccess<?>> OF_THE_WALL_CLOCK =
            DescribedPredicate.describe("the wall clock is read", Accesses::readsClock);

    /** Draws from a source of randomness that the caller did not give. */
    static final DescribedPredicate<JavaAccess<?>> OF_RANDOMNESS =
            DescribedPredicate.describe("randomness is made", Accesses::makesRandomness);

    /** Puts a thread to sleep. */
    static final DescribedPredicate<JavaAccess<?>> THAT_SLEEPS =
            DescribedPredicate.describe(
                    "a thread sleeps",
                    access -> name(access).equals("sleep") && SLEEPERS.contains(owner(access)));

    /** Asks a class for its name, as a text to be compared or shown. */
    static final DescribedPredicate<JavaAccess<?>> OF_A_TYPES_SIMPLE_NAME =
            DescribedPredicate.describe(
                    "a type is told by its name",
                    access ->
                            owner(access).equals("java.lang.Class")
                                    && name(access).equals("getSimpleName"));

    private Accesses() {}

    private static boolean readsClock(JavaAccess<?> access) {
        String owner = owner(access);
        String name = name(access);
        return switch (owner) {
            case "java.time.Clock" -> name.startsWith("system") || name.startsWith("tickM");
            case "java.lang.System" -> name.equals("currentTimeMillis");
            case "java.util.Date" -> name.equals("<init>") && parameters(access).isEmpty();
            case "java.util.Calendar" -> name.equals("getInstance");
            default ->
                    owner.startsWith("java.time.")
                            && name.equals("now")
                            && !parameters(access).contains("java.time.Clock");
        };
    }

    private static boolean makesRandomness(JavaAccess<?> access) {
        String owner = owner(access);
        String name = name(access);
        return RANDOM_OWNERS.contains(owner)
                || (owner.equals("java.lang.Math") && name.equals("random"))
                || (owner.equals("java.util.UUID") && name.equals("randomUUID"))
                || (owner.equals("java.util.Collections") && name.equals("shuffle"))
                || (owner.equals("java.util.random.RandomGenerator")
                        && Set.of("of", "getDefault").contains(name));
    }

    private static String owner(JavaAccess<?> access) {
        return access.getTargetOwner().getFullName();
    }

    private static String name(JavaAccess<?> access) {
        return access.getTarget().getName();
    }

    private static List<String> parameters(JavaAccess<?> access) {
        return access.getTarget() instanceof CodeUnitAccessTarget unit
                ? unit.getRawParameterTypes().stream().map(type -> type.getFullName()).toList()
                : List.of();
    }
}
