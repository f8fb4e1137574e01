namespace Akka.Util.Internal;

/// <summary>A counter that many threads may move.</summary>
public interface IAtomicCounter<T>
{
    T Current { get; }

    T AddAndGet(T amount);

    T GetAndAdd(T amount);

    T GetAndIncrement();

    T IncrementAndGet();

    T Next();

    void Reset();
}
