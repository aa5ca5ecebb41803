package dev.tidegate.bench;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * gRPC's scheduler of weighted round robin. It is private to its package, so it is reached by
 * method handles, which the compiler inlines like a call because they are constants.
 */
final class GrpcStaticStride {

    private static final MethodHandle MAKE;
    private static final MethodHandle PICK;

    static {
        try {
            Class<?> type =
                    Class.forName(
                            "io.grpc.xds.WeightedRoundRobinLoadBalancer$StaticStrideScheduler");
            MethodHandles.Lookup inside =
                    MethodHandles.privateLookupIn(type, MethodHandles.lookup());
            MAKE =
                    inside.findConstructor(
                                    type,
                                    MethodType.methodType(
                                            void.class, float[].class, AtomicInteger.class))
                            .asType(
                                    MethodType.methodType(
                                            Object.class, float[].class, AtomicInteger.class));
            PICK =
                    inside.findVirtual(type, "pick", MethodType.methodType(int.class))
                            .asType(MethodType.methodType(int.class, Object.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Object scheduler;

    /** A scheduler of these weights that begins at its start. */
    GrpcStaticStride(float[] weights) {
        try {
            scheduler = MAKE.invokeExact(weights, new AtomicInteger());
        } catch (Throwable e) {
            throw new IllegalStateException("gRPC's scheduler cannot be made", e);
        }
    }

    int pick() {
        try {
            return (int) PICK.invokeExact(scheduler);
        } catch (Throwable e) {
            throw new IllegalStateException("gRPC's scheduler cannot pick", e);
        }
    }
}
