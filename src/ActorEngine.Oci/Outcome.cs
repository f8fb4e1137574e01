using System.Diagnostics.CodeAnalysis;
using ActorEngine.Contracts;

namespace ActorEngine.Oci;

/// <summary>A value, or the fault that stands in its way.</summary>
public readonly record struct Outcome<T>(T? Value, Fault? Fault) where T : class
{
    /// <summary>True with the value; false with the fault.</summary>
    public bool TryGet([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out Fault? fault)
    {
        (value, fault) = (Value, Fault);
        return fault is null && value is not null;
    }

    /// <summary>The value; throws when there is none. For callers that have already looked.</summary>
    public T Required => Value ?? throw new InvalidOperationException(Fault?.Message ?? "There is neither a value nor a fault.");

    internal static Outcome<T> Of(Func<T> build)
    {
        try
        {
            return new Outcome<T>(build(), null);
        }
        catch (SettingsException refused)
        {
            return new Outcome<T>(null, refused.Fault);
        }
    }
}

/// <summary>Carries a fault out of nested builders to the public method that answers it; never leaves this assembly.</summary>
internal sealed class SettingsException(Fault fault) : Exception(fault.Message)
{
    public Fault Fault { get; } = fault;

    /// <summary>Bad input: names the field and says what would be right.</summary>
    public static SettingsException Invalid(string field, string message) =>
        new(new Fault(FaultCode.InvalidArgument, message) { Field = field });
}
