using System.Runtime.CompilerServices;

namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    private static readonly TimeSpan PredicatesLimit = TimeSpan.FromSeconds(60);

    /// <summary>Takes as many messages as there are conditions; each condition must hold for one of them.</summary>
    public IReadOnlyCollection<object> ExpectMsgAllOfMatchingPredicates(params PredicateInfo[] predicates) =>
        Block(ToListAsync(AllMatchingAsync(RemainingOrDefault, predicates, CancellationToken.None)));

    public IReadOnlyCollection<object> ExpectMsgAllOfMatchingPredicates(IReadOnlyCollection<PredicateInfo> predicates, CancellationToken cancellationToken) =>
        Block(ToListAsync(ExpectMsgAllOfMatchingPredicatesAsync(predicates, cancellationToken)));

    public IReadOnlyCollection<object> ExpectMsgAllOfMatchingPredicates(TimeSpan max, params PredicateInfo[] predicates) =>
        ExpectMsgAllOfMatchingPredicates(max, predicates, CancellationToken.None);

    public IReadOnlyCollection<object> ExpectMsgAllOfMatchingPredicates(TimeSpan max, IReadOnlyCollection<PredicateInfo> predicates, CancellationToken cancellationToken) =>
        Block(ToListAsync(ExpectMsgAllOfMatchingPredicatesAsync(max, predicates, cancellationToken)));

    public IAsyncEnumerable<object> ExpectMsgAllOfMatchingPredicatesAsync(IReadOnlyCollection<PredicateInfo> predicates, CancellationToken cancellationToken = default) =>
        AllMatchingAsync(PredicatesLimit, predicates, cancellationToken);

    public IAsyncEnumerable<object> ExpectMsgAllOfMatchingPredicatesAsync(TimeSpan max, IReadOnlyCollection<PredicateInfo> predicates, CancellationToken cancellationToken = default) =>
        AllMatchingAsync(Dilated(max), predicates, cancellationToken);

    private async IAsyncEnumerable<object> AllMatchingAsync(TimeSpan max, IReadOnlyCollection<PredicateInfo> predicates, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var open = predicates.ToList();
        var unexpected = new List<object>();
        await foreach (var message in TakeAsync(predicates.Count, max, cancellationToken).ConfigureAwait(false))
        {
            if (open.Find(predicate => predicate.Holds(message)) is { } held)
                open.Remove(held);
            else
                unexpected.Add(message);
            yield return message;
        }

        if (open.Count > 0 || unexpected.Count > 0)
            _assertions.Fail("{0}", $"not found [{string.Join(", ", open)}], found unexpected [{string.Join(", ", unexpected)}]");
    }
}
