using ActorEngine.Contracts;

namespace ActorEngine.Lifecycle;

/// <summary>Which changes are refused for what the container has already, with Docker's reasons.</summary>
internal static class UpdateRules
{
    /// <summary>Null when the change may be made; the limits as they will be are checked as those of a new container are.</summary>
    public static Fault? Refuse(ContainerSettings settings, ResourceLimits change, RestartPolicy? restart)
    {
        ResourceLimits old = settings.Resources;
        if (restart is { Restarts: true } && settings.AutoRemove)
            return Invalid("restart", "Restart policy cannot be updated because the container is removed when it exits (--rm).");
        if (change.NanoCpus > 0 && (old.CpuPeriod > 0 || old.CpuQuota > 0))
            return Invalid("resources.nanoCpus", "Conflicting options: --cpus cannot be updated as a CPU period or quota has already been set; change that.");
        if ((change.CpuPeriod > 0 || change.CpuQuota > 0) && old.NanoCpus > 0)
            return Invalid(change.CpuPeriod > 0 ? "resources.cpuPeriod" : "resources.cpuQuota", "Conflicting options: CPU period and quota cannot be updated as --cpus has already been set; change that.");
        if (change.Memory > 0 && change.MemorySwap is null or 0 && ResourceMerge.Swap(old) is > 0 and var swap && change.Memory > swap)
            return Invalid("resources.memory", $"Memory limit should be smaller than already set memoryswap limit ({swap} bytes), update the memoryswap at the same time.");
        return change.ShmSize is null ? null : Invalid("resources.shmSize", "The size of /dev/shm is settled when the container is made; make a new one.");
    }

    private static Fault Invalid(string field, string message) => new(FaultCode.InvalidArgument, message) { Field = field };
}
