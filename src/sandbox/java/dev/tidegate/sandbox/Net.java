package dev.tidegate.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** The sandbox's corner of the network: the loopback interface. */
final class Net {
    static final String LOOPBACK = "127.0.0.1";

    private Net() {}

    /**
     * Makes sure that {@code port} is free.
     *
     * @param what who needs it, for the message
     * @throws Trouble when it is in use, with what to do
     */
    static void requireFree(int port, String what) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new Trouble(
                    "port %s, which the %s needs, is in use; stop its user or choose another range with --port-base"
                            .formatted(port, what));
        }
    }

    static String http(int port) {
        return "http://" + LOOPBACK + ":" + port;
    }
}
