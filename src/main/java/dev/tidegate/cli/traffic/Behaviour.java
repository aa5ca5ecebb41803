package dev.tidegate.cli.traffic;

/**
 * How a version answers.
 *
 * @param failures the chance of a request to fail, 0 to 1
 * @param latency how long it takes
 * @param pods that share its requests, at least 1
 * @param coldSeconds for so long after its first request it fails more often
 * @param coldTimes so many times as often in the first second, and evenly less until then
 */
public record Behaviour(
        double failures, Latency latency, int pods, double coldSeconds, double coldTimes) {

    public Behaviour {
        if (!(failures >= 0 && failures <= 1)) {
            throw new IllegalArgumentException(
                    "failures: %s is out of range; use 0 to 1".formatted(failures));
        }
        if (pods < 1) {
            throw new IllegalArgumentException("pods: %d is less than 1".formatted(pods));
        }
    }

    /** One that fails with a chance and is never looked at for its latency. */
    public static Behaviour failing(double failures) {
        return new Behaviour(failures, Latency.NONE, 10, 0, 1);
    }

    public Behaviour withLatency(Latency next) {
        return new Behaviour(failures, next, pods, coldSeconds, coldTimes);
    }

    public Behaviour withPods(int next) {
        return new Behaviour(failures, latency, next, coldSeconds, coldTimes);
    }

    public Behaviour withCold(double seconds, double times) {
        return new Behaviour(failures, latency, pods, seconds, times);
    }

    /** How many times as often it fails at an age. */
    double cold(double ageSeconds) {
        return ageSeconds >= coldSeconds
                ? 1
                : coldTimes + (1 - coldTimes) * ageSeconds / coldSeconds;
    }
}
