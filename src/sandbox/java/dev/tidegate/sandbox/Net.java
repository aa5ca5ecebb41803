package dev.tidegate.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** The sandbox's corner of the network: the loopback interface. */
public final class Net {
    static final String LOOPBACK = "127.0.0.1";

    /** Below the ports that a system gives to whoever asks for any (Linux: 32768 and above). */
    private static final int LOWEST = 20_000;

    private static final int HIGHEST = 32_000;

    /** Processes with neighbouring numbers begin a hundred ports apart: few ask for as many. */
    private static final AtomicInteger NEXT =
            new AtomicInteger((int) (ProcessHandle.current().pid() * 100 % (HIGHEST - LOWEST)));

    private Net() {}

    /**
     * Makes sure that {@code port} is free.
     *
     * @param what who needs it, for the message
     * @throws Trouble when it is in use, with what to do
     */
    static void requireFree(int port, String what) {
        if (!free(port)) {
            throw new Trouble(
                    "port %s, which the %s needs, is in use; stop its user or choose another range with --port-base"
                            .formatted(port, what));
        }
    }

    /** A free port, as {@link #freePorts} finds it. */
    public static int freePort() {
        return freePorts(1);
    }

    /**
     * The first of {@code count} free ports in a row. The system gives them to no connection and no
     * server on "any" port, and this process names none twice before it has named them all.
     *
     * @throws IllegalStateException when there are none
     */
    static int freePorts(int count) {
        return IntStream.generate(() -> LOWEST + NEXT.getAndAdd(count) % (HIGHEST - LOWEST))
                .limit(HIGHEST - LOWEST)
                .filter(first -> IntStream.range(first, first + count).allMatch(Net::free))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no " + count + " free TCP ports"));
    }

    private static boolean free(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    static String http(int port) {
        return "http://" + LOOPBACK + ":" + port;
    }
}
