using System.Collections.Concurrent;

namespace Akka.Remote;

/// <summary>A failure detector for each resource.</summary>
public interface IFailureDetectorRegistry<in T>
{
    bool IsAvailable(T resource);

    bool IsMonitoring(T resource);

    void Heartbeat(T resource);

    void Remove(T resource);

    void Reset();
}

/// <summary>Makes a detector when a resource's first heartbeat comes.</summary>
public class DefaultFailureDetectorRegistry<T>(Func<FailureDetector> factory) : IFailureDetectorRegistry<T>
    where T : notnull
{
    private readonly ConcurrentDictionary<T, FailureDetector> _detectors = new();

    public bool IsAvailable(T resource) => !_detectors.TryGetValue(resource, out var detector) || detector.IsAvailable;

    public bool IsMonitoring(T resource) => _detectors.TryGetValue(resource, out var detector) && detector.IsMonitoring;

    public void Heartbeat(T resource) => _detectors.GetOrAdd(resource, Create).HeartBeat();

    public void Remove(T resource) => _detectors.TryRemove(resource, out _);

    public void Reset() => _detectors.Clear();

    private FailureDetector Create(T resource)
    {
        var detector = factory();
        if (detector is PhiAccrualFailureDetector phi)
            phi.Address = resource.ToString()!;
        return detector;
    }
}
