namespace Akka.Actor;

/// <summary>An answer that says whether something worked; a failed Ask or PipeTo delivers <see cref="Failure"/>.</summary>
public abstract class Status
{
    /// <summary>It worked.</summary>
    public sealed class Success(object? status) : Status
    {
        /// <summary>Success with nothing to add.</summary>
        public static readonly Success Instance = new(null);

        public readonly object Status = status!;

        public override string ToString() => Status is null ? "Success" : $"Success: {Status}";
    }

    /// <summary>It failed.</summary>
    public sealed class Failure(Exception cause, object? state) : Status
    {
        public readonly Exception Cause = cause;

        public readonly object State = state!;

        public Failure(Exception cause)
            : this(cause, null)
        {
        }

        public override string ToString() => State is null ? $"Failure: {Cause}" : $"Failure[{State}]: {Cause}";
    }
}
