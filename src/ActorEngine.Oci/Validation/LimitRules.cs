using ActorEngine.Contracts;

namespace ActorEngine.Oci;

/// <summary>What limits are refused, with Docker's bounds. runtime-spec config-linux.md#control-groups.</summary>
internal static class LimitRules
{
    private const long MinimumMemory = 6L << 20;

    public static void Check(ResourceLimits limits, HostFacts? host)
    {
        CheckMemory(limits);
        CheckSwap(limits);
        CpuRules.Check(limits, host);
        BlockIoRules.Check(limits);
        if (limits.PidsLimit is < -1) throw SettingsException.Invalid("resources.pidsLimit", $"Invalid PIDs limit {limits.PidsLimit}: give a number above 0, or -1 for unlimited.");
        if (limits.OomScoreAdj is < -1000 or > 1000)
            throw SettingsException.Invalid("resources.oomScoreAdj", $"Invalid value {limits.OomScoreAdj}, range for oom score adj is [-1000, 1000].");
        if (limits.ShmSize is < 0) throw SettingsException.Invalid("resources.shmSize", "SHM size can not be less than 0.");
    }

    private static void CheckMemory(ResourceLimits limits)
    {
        if (limits.Memory is { } memory and not (0 or -1) and < MinimumMemory)
            throw SettingsException.Invalid("resources.memory", $"Minimum memory limit allowed is 6MB, got {memory} bytes.");
        if (limits.MemoryReservation is { } reserved and not 0 and < MinimumMemory)
            throw SettingsException.Invalid("resources.memoryReservation", $"Minimum memory reservation allowed is 6MB, got {reserved} bytes.");
        if (limits is { Memory: > 0, MemoryReservation: { } reservation } && reservation > limits.Memory)
            throw SettingsException.Invalid("resources.memoryReservation", "Minimum memory limit can not be less than memory reservation limit; lower the reservation or raise the limit.");
        if (limits.MemorySwappiness is < -1 or > 100)
            throw SettingsException.Invalid("resources.memorySwappiness", $"Invalid value: {limits.MemorySwappiness}, valid memory swappiness range is 0-100; -1 is the host's.");
    }

    private static void CheckSwap(ResourceLimits limits)
    {
        if (limits.MemorySwap is null or 0 or -1) return;
        if (limits.MemorySwap < -1) throw SettingsException.Invalid("resources.memorySwap", "Memory swap must be a number of bytes, or -1 for unlimited.");
        if (limits.Memory is null or 0) throw SettingsException.Invalid("resources.memorySwap", "You should always set the Memory limit when using Memoryswap limit; set --memory too.");
        if (limits.Memory > limits.MemorySwap || limits.Memory == -1)
            throw SettingsException.Invalid("resources.memorySwap", "Minimum memoryswap limit should be larger than memory limit: it counts memory and swap together.");
    }
}
