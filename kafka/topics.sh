#!/bin/sh
# Creates Tidegate's topics, those of topics.yaml, on a broker of your own. Run it as often as you like: what exists stays.
#
#   BOOTSTRAP=broker:9092 REPLICAS=3 kafka/topics.sh
#
# BOOTSTRAP   address of the broker                     (localhost:9092)
# REPLICAS    replication factor                        (3; use 1 on a single broker)
# PARTITIONS  partitions of each topic that is consumed (12)
# NAMESPACES  namespaces that get topics of their own, such as "bookinfo shop" (none; tidegate.topics.per-namespace)
# COMMAND_CONFIG  file with security settings, if the broker asks for them
set -eu

bootstrap=${BOOTSTRAP:-localhost:9092}
replicas=${REPLICAS:-3}
partitions=${PARTITIONS:-12}
tool=$(command -v kafka-topics || command -v kafka-topics.sh) || {
    echo "kafka-topics is not on the PATH: add the bin folder of a Kafka distribution" >&2
    exit 1
}
# a write counts when two replicas have it, so that one broker may be away without a loss
insync=$((replicas > 1 ? 2 : 1))
day=$((24 * 60 * 60 * 1000))

topic() { # name partitions max-message-bytes cleanup-policy, and further settings as --config name=value
    name=$1 count=$2 most=$3 cleanup=$4
    shift 4
    "$tool" --bootstrap-server "$bootstrap" ${COMMAND_CONFIG:+--command-config "$COMMAND_CONFIG"} \
        --create --if-not-exists --topic "$name" --partitions "$count" --replication-factor "$replicas" \
        --config "min.insync.replicas=$insync" --config "max.message.bytes=$most" \
        --config "cleanup.policy=$cleanup" "$@"
}

kept() { # name partitions retention-ms max-message-bytes
    topic "$1" "$2" "$4" delete --config "retention.ms=$3"
}

# Why each is as it is: topics.yaml
kept tidegate.deployments "$partitions" $((7 * day)) 524288
kept tidegate.alerts "$partitions" $((7 * day)) 524288
kept tidegate.timers "$partitions" $((1 * day)) 524288
kept tidegate.commands "$partitions" $((7 * day)) 524288
kept tidegate.rollouts "$partitions" $((365 * day)) 1048588
kept tidegate.cdevents "$partitions" $((30 * day)) 1048588
kept tidegate.readings "$partitions" $((1 * day)) 524288
kept tidegate.verdicts "$partitions" $((7 * day)) 524288
topic tidegate.live "$partitions" 524288 compact --config "segment.ms=600000" \
    --config "min.cleanable.dirty.ratio=0.1" --config "delete.retention.ms=$day"
for namespace in ${NAMESPACES:-}; do
    for name in deployments alerts commands; do
        kept "tidegate.$name.$namespace" 3 $((7 * day)) 524288
    done
done
kept tidegate.dead-letters 1 $((30 * day)) 1048588
