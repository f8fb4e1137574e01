namespace Akka.Util;

/// <summary>A reference that is read and swapped atomically.</summary>
public class AtomicReference<T>
    where T : class
{
    protected T atomicValue;

    public AtomicReference(T originalValue) => atomicValue = originalValue;

    public AtomicReference() => atomicValue = null!;

    public T Value
    {
        get => Volatile.Read(ref atomicValue);
        set => Interlocked.Exchange(ref atomicValue, value);
    }

    /// <summary>Sets the reference if it is the expected one; says whether it was.</summary>
    public bool CompareAndSet(T expected, T newValue) =>
        ReferenceEquals(Interlocked.CompareExchange(ref atomicValue, newValue, expected), expected);

    public T GetAndSet(T newValue) => Interlocked.Exchange(ref atomicValue, newValue);

    public static implicit operator T(AtomicReference<T> atomicReference) => atomicReference.Value;
}
