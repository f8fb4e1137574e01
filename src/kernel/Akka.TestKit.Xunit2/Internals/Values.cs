using System.Collections;

namespace Akka.TestKit.Xunit2.Internals;

/// <summary>When two values of a test count as equal: by their own word, else element by element.</summary>
internal static class Values
{
    public static bool Same<T>(T x, T y)
    {
        if (x is null || y is null)
            return x is null && y is null;
        return x switch
        {
            IEquatable<T> equatable => equatable.Equals(y),
            IComparable<T> comparable => comparable.CompareTo(y) == 0,
            IComparable comparable => comparable.CompareTo(y) == 0,
            IEnumerable elements when y is IEnumerable others => Same(elements, others),
            _ => x.GetType() == y.GetType() && Equals(x, y),
        };
    }

    private static bool Same(IEnumerable elements, IEnumerable others)
    {
        var left = elements.GetEnumerator();
        var right = others.GetEnumerator();
        while (true)
        {
            var more = left.MoveNext();
            if (more != right.MoveNext())
                return false;
            if (!more)
                return true;
            if (!Same(left.Current, right.Current))
                return false;
        }
    }
}
