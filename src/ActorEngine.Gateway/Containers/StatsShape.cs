using System.Text.Json;
using ActorEngine.Contracts;
using ActorEngine.Gateway.Routing;
using ActorEngine.Shapes;

namespace ActorEngine.Gateway.Containers;

/// <summary>ContainerStatsResponse of the API's description, for a Linux container.</summary>
internal static class StatsShape
{
    /// <param name="before">The sample before; null where there is none, and its numbers are then 0.</param>
    public static void Write(Utf8JsonWriter json, ContainerStats stats, KernelCounters? before, ApiVersion version)
    {
        var now = stats.Counters;
        json.WriteStartObject();
        json.WriteString("name"u8, "/" + stats.Name);
        json.WriteString("id"u8, stats.Id.Value);
        if (version.Has(1, 52)) json.WriteString("os_type"u8, "linux");
        json.WriteString("read"u8, Human.Rfc3339(now?.Time));
        json.WriteString("preread"u8, Human.Rfc3339(before?.Time));
        json.WriteStartObject("pids_stats"u8);
        if (now?.Pids > 0) json.WriteNumber("current"u8, now.Pids);
        if (now is not null) json.WriteNumber("limit"u8, now.PidsLimit > 0 ? (ulong)now.PidsLimit : ulong.MaxValue);
        json.WriteEndObject();
        BlockIo(json, now);
        json.WriteNumber("num_procs"u8, 0);
        json.WriteStartObject("storage_stats"u8);
        json.WriteEndObject();
        Cpu(json, "cpu_stats"u8, now);
        Cpu(json, "precpu_stats"u8, before);
        Memory(json, now);
        if (now?.Interfaces is { Count: > 0 } interfaces) Networks(json, interfaces);
        json.WriteEndObject();
    }

    private static void Cpu(Utf8JsonWriter json, ReadOnlySpan<byte> name, KernelCounters? counters)
    {
        json.WriteStartObject(name);
        json.WriteStartObject("cpu_usage"u8);
        json.WriteNumber("total_usage"u8, counters?.CpuNanoseconds ?? 0);
        if (counters?.PerCpuNanoseconds is { Count: > 0 } each)
        {
            json.WriteStartArray("percpu_usage"u8);
            foreach (long time in each) json.WriteNumberValue(time);
            json.WriteEndArray();
        }

        json.WriteNumber("usage_in_kernelmode"u8, counters?.CpuKernelNanoseconds ?? 0);
        json.WriteNumber("usage_in_usermode"u8, counters?.CpuUserNanoseconds ?? 0);
        json.WriteEndObject();
        if (counters is not null)
        {
            json.WriteNumber("system_cpu_usage"u8, counters.HostCpuNanoseconds);
            json.WriteNumber("online_cpus"u8, counters.HostCpus);
        }

        json.WriteStartObject("throttling_data"u8);
        json.WriteNumber("periods"u8, counters?.Periods ?? 0);
        json.WriteNumber("throttled_periods"u8, counters?.ThrottledPeriods ?? 0);
        json.WriteNumber("throttled_time"u8, counters?.ThrottledNanoseconds ?? 0);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Memory(Utf8JsonWriter json, KernelCounters? counters)
    {
        json.WriteStartObject("memory_stats"u8);
        if (counters is not null)
        {
            json.WriteNumber("usage"u8, counters.MemoryBytes);
            if (counters.MemoryMaximumBytes > 0) json.WriteNumber("max_usage"u8, counters.MemoryMaximumBytes);
            json.WriteStartObject("stats"u8);
            foreach (var (key, value) in counters.Memory) json.WriteNumber(key, value);
            json.WriteEndObject();
            if (counters.MemoryFailures > 0) json.WriteNumber("failcnt"u8, counters.MemoryFailures);
            json.WriteNumber("limit"u8, counters.MemoryLimit);
        }

        json.WriteEndObject();
    }

    private static void BlockIo(Utf8JsonWriter json, KernelCounters? counters)
    {
        json.WriteStartObject("blkio_stats"u8);
        Block(json, "io_service_bytes_recursive"u8, counters?.BlockBytes);
        Block(json, "io_serviced_recursive"u8, counters?.BlockOperations);
        foreach (string other in (ReadOnlySpan<string>)["io_queue_recursive", "io_service_time_recursive", "io_wait_time_recursive", "io_merged_recursive", "io_time_recursive", "sectors_recursive"])
        {
            // Empty with version 1 of control groups, absent with 2.
            if (counters?.CgroupVersion == 1)
            {
                json.WriteStartArray(other);
                json.WriteEndArray();
            }
            else json.WriteNull(other);
        }

        json.WriteEndObject();
    }

    private static void Block(Utf8JsonWriter json, ReadOnlySpan<byte> name, IReadOnlyList<BlockCounter>? counters)
    {
        if (counters is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartArray(name);
        foreach (var counter in counters)
        {
            json.WriteStartObject();
            json.WriteNumber("major"u8, counter.Major);
            json.WriteNumber("minor"u8, counter.Minor);
            json.WriteString("op"u8, counter.Operation);
            json.WriteNumber("value"u8, counter.Value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Networks(Utf8JsonWriter json, IReadOnlyList<InterfaceCounters> interfaces)
    {
        json.WriteStartObject("networks"u8);
        foreach (var link in interfaces)
        {
            json.WriteStartObject(link.Name);
            json.WriteNumber("rx_bytes"u8, link.ReceivedBytes);
            json.WriteNumber("rx_packets"u8, link.ReceivedPackets);
            json.WriteNumber("rx_errors"u8, link.ReceiveErrors);
            json.WriteNumber("rx_dropped"u8, link.ReceiveDropped);
            json.WriteNumber("tx_bytes"u8, link.SentBytes);
            json.WriteNumber("tx_packets"u8, link.SentPackets);
            json.WriteNumber("tx_errors"u8, link.SendErrors);
            json.WriteNumber("tx_dropped"u8, link.SendDropped);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
