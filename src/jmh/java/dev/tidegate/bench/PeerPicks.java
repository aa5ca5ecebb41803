package dev.tidegate.bench;

import com.google.common.hash.Hashing;

import io.smallrye.stork.api.LoadBalancer;
import io.smallrye.stork.api.ServiceInstance;
import io.smallrye.stork.impl.DefaultServiceInstance;
import io.smallrye.stork.impl.RoundRobinLoadBalancer;
import io.smallrye.stork.loadbalancer.poweroftwochoices.PowerOfTwoChoicesLoadBalancer;
import io.smallrye.stork.loadbalancer.random.RandomLoadBalancer;
import io.smallrye.stork.loadbalancer.requests.LeastRequestsLoadBalancer;

import org.apache.dubbo.common.URL;
import org.apache.dubbo.rpc.Invocation;
import org.apache.dubbo.rpc.Invoker;
import org.apache.dubbo.rpc.Result;
import org.apache.dubbo.rpc.RpcInvocation;
import org.apache.dubbo.rpc.cluster.LoadBalance;
import org.apache.dubbo.rpc.cluster.loadbalance.ConsistentHashLoadBalance;
import org.apache.dubbo.rpc.cluster.loadbalance.LeastActiveLoadBalance;
import org.apache.dubbo.rpc.cluster.loadbalance.RandomLoadBalance;
import org.apache.dubbo.rpc.cluster.loadbalance.RoundRobinLoadBalance;

import java.util.List;
import java.util.stream.IntStream;

/** The peers' load balancers as picks, each over what it takes. */
final class PeerPicks {

    private PeerPicks() {}

    static Pick of(String peer, int size) {
        return switch (peer) {
            case "dubboRandom" -> dubbo(new RandomLoadBalance(), size);
            case "dubboRoundRobin" -> dubbo(new RoundRobinLoadBalance(), size);
            case "dubboLeastActive" -> dubbo(new LeastActiveLoadBalance(), size);
            case "dubboConsistentHash" -> dubbo(new ConsistentHashLoadBalance(), size);
            case "storkRandom" -> stork(new RandomLoadBalancer(false) {}, size);
            case "storkRoundRobin" -> stork(new RoundRobinLoadBalancer(), size);
            case "storkTwoChoices" -> stork(new PowerOfTwoChoicesLoadBalancer(false) {}, size);
            case "storkLeastRequests" -> stork(new LeastRequestsLoadBalancer(), size);
            case "grpcRoundRobin" -> grpc(size);
            case "guavaConsistentHash" -> guava(size);
            default -> throw new IllegalArgumentException("peer: \"" + peer + "\" is unknown");
        };
    }

    /** Invocations with different arguments are made beforehand: only the pick is measured. */
    private static Pick dubbo(LoadBalance balance, int size) {
        List<Invoker<Object>> invokers =
                IntStream.range(0, size).<Invoker<Object>>mapToObj(Endpoint::new).toList();
        URL url = invokers.getFirst().getUrl();
        Invocation[] invocations =
                IntStream.range(0, 1_024)
                        .mapToObj(PeerPicks::invocation)
                        .toArray(Invocation[]::new);
        return key -> balance.select(invokers, url, invocations[(int) (key >>> 54)]);
    }

    private static Invocation invocation(int user) {
        return new RpcInvocation(
                null,
                "get",
                "Service",
                "Service",
                new Class<?>[] {String.class},
                new Object[] {"user" + user});
    }

    private static Pick grpc(int size) {
        float[] weights = new float[size];
        String[] names = new String[size];
        for (int i = 0; i < size; i++) {
            weights[i] = OwnPicks.weight(i);
            names[i] = OwnPicks.host(i);
        }
        GrpcStaticStride scheduler = new GrpcStaticStride(weights);
        return key -> names[scheduler.pick()];
    }

    private static Pick guava(int size) {
        String[] names = OwnPicks.weighted(size).names().toArray(String[]::new);
        return key -> names[Hashing.consistentHash(key, size)];
    }

    private static Pick stork(LoadBalancer balancer, int size) {
        List<ServiceInstance> instances =
                IntStream.range(0, size)
                        .<ServiceInstance>mapToObj(
                                i -> new DefaultServiceInstance(i, OwnPicks.host(i), 8080, false))
                        .toList();
        return key -> balancer.selectServiceInstance(instances);
    }

    /** An endpoint as Dubbo knows it, with its weight in the address. */
    private static final class Endpoint implements Invoker<Object> {
        private final URL url;

        Endpoint(int i) {
            url =
                    URL.valueOf(
                            "dubbo://%s:20880/Service?weight=%d"
                                    .formatted(OwnPicks.host(i), OwnPicks.weight(i)));
        }

        @Override
        public Class<Object> getInterface() {
            return Object.class;
        }

        @Override
        public Result invoke(Invocation invocation) {
            throw new UnsupportedOperationException("nothing is called in this benchmark");
        }

        @Override
        public URL getUrl() {
            return url;
        }

        @Override
        public boolean isAvailable() {
            return true;
        }

        @Override
        public void destroy() {}
    }
}
