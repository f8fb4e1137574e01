namespace Akka.Util;

/// <summary>A value that may be absent; for value types as well as references.</summary>
public readonly struct Option<T>
{
    /// <summary>The absent value.</summary>
    public static readonly Option<T> None;

    private readonly T _value;

    private Option(T value, bool hasValue)
    {
        _value = value;
        HasValue = hasValue;
    }

    /// <summary>Wraps a value; null gives <see cref="None"/>.</summary>
    public static Option<T> Create(T value) => value is null ? None : new Option<T>(value, true);

    public bool HasValue { get; }

    public bool IsEmpty => !HasValue;

    /// <summary>The value, or the default of <typeparamref name="T"/> when absent.</summary>
    public T Value => _value;

    public static implicit operator Option<T>(T value) => Create(value);

    public Option<TNew> Select<TNew>(Func<T, TNew> selector) => HasValue ? selector(_value) : Option<TNew>.None;

    public Option<TNew> FlatSelect<TNew>(Func<T, Option<TNew>> mapper) => HasValue ? mapper(_value) : Option<TNew>.None;

    public T GetOrElse(T fallbackValue) => HasValue ? _value : fallbackValue;

    public void OnSuccess(Action<T> action)
    {
        if (HasValue)
            action(_value);
    }

    public bool Equals(Option<T> other) =>
        HasValue == other.HasValue && EqualityComparer<T>.Default.Equals(_value, other._value);

    public override bool Equals(object? obj) => obj is Option<T> other && Equals(other);

    public override int GetHashCode() => HasValue ? _value!.GetHashCode() : 0;

    public override string ToString() => HasValue ? $"Some<{_value}>" : "None";

    public static bool operator ==(Option<T> left, Option<T> right) => left.Equals(right);

    public static bool operator !=(Option<T> left, Option<T> right) => !left.Equals(right);
}
