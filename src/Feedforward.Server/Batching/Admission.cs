namespace Feedforward.Server;

/// <summary>
/// How many requests, and how many bytes of them, are taken in at the same time. Whoever comes beyond that is sent away at once,
/// before the body is read, so memory is bounded whatever the load.
/// </summary>
/// <param name="mostRequests">The most requests.</param>
/// <param name="mostBytes">The most bytes of their bodies.</param>
internal sealed class Admission(int mostRequests, long mostBytes)
{
    private int _requests;
    private long _bytes;

    /// <summary>How many requests are in.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>Takes a request in.</summary>
    /// <param name="bytes">What its body needs.</param>
    /// <returns>False where there is no room; then nothing is to be given back.</returns>
    public bool TryEnter(long bytes)
    {
        if (Interlocked.Increment(ref _requests) > mostRequests)
        {
            Interlocked.Decrement(ref _requests);
            return false;
        }

        // One body alone may always come in: its own limit is another matter.
        var held = Interlocked.Add(ref _bytes, bytes);
        if (held <= mostBytes || held == bytes)
        {
            return true;
        }

        Leave(bytes);
        return false;
    }

    /// <summary>Lets a request go.</summary>
    public void Leave(long bytes)
    {
        Interlocked.Add(ref _bytes, -bytes);
        Interlocked.Decrement(ref _requests);
    }
}
