using Akka.Configuration;

namespace Akka.Dispatch;

/// <summary>A pool size that follows the number of processors.</summary>
public class ThreadPoolConfig(Config config)
{
    public int PoolSizeMin { get; } = config.GetInt("core-pool-size-min");

    public double PoolSizeFactor { get; } = config.GetDouble("core-pool-size-factor");

    public int PoolSizeMax { get; } = config.GetInt("core-pool-size-max");

    /// <summary>Processors times the factor, within bounds.</summary>
    public static int ScaledPoolSize(int floor, double scalar, int ceiling) =>
        Math.Min(Math.Max((int)(Environment.ProcessorCount * scalar), floor), ceiling);
}
