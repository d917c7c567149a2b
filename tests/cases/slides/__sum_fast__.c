int sum_fast(int count)
{
    return count * (count + 1) / 2;
}
