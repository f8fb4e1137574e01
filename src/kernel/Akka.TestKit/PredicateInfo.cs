namespace Akka.TestKit;

/// <summary>A condition on messages of one type.</summary>
public class PredicateInfo
{
    private PredicateInfo(Delegate predicateT, Type type, Func<object, bool> holds)
    {
        PredicateT = predicateT;
        Type = type;
        Holds = holds;
    }

    public Delegate PredicateT { get; }

    public Type Type { get; }

    internal Func<object, bool> Holds { get; }

    public static PredicateInfo Create<T>(Predicate<T> predicateT) =>
        new(predicateT, typeof(T), message => message.GetType() == typeof(T) && predicateT((T)message));

    public override string ToString() => $"{GetType().FullName}<{Type.FullName}>";
}

/// <summary>Makes conditions of functions.</summary>
public static class PredicateInfoFactory
{
    public static PredicateInfo CreatePredicateInfo<T>(this Predicate<T> predicateT) => PredicateInfo.Create(predicateT);

    /// <exception cref="ArgumentException">The function does not take one argument, or its result is not a bool.</exception>
    public static PredicateInfo CreatePredicateInfo<T>(this Delegate predicateT)
    {
        var complaint = predicateT.Method.ReturnType == typeof(bool) ? "" : "Return type of this Delegate is not a boolean. ";
        if (predicateT.Method.GetParameters().Length != 1)
            complaint += "Delegate does not take exactly one parameter.";
        if (complaint.Length > 0)
            throw new ArgumentException(complaint);
        return PredicateInfo.Create(predicateT.Method.CreateDelegate<Predicate<T>>(predicateT.Target));
    }
}
